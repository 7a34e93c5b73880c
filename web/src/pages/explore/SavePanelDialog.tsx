import { useState } from 'preact/hooks'
import { Problem } from '../../api/problem'
import { raudal } from '../../api/raudal'
import type { Column, Panel } from '../../api/types'
import { shapeOf } from '../../chart/resultlines'
import { Button } from '../../parts/Button'
import { Dialog } from '../../parts/Dialog'
import { Select, TextField } from '../../parts/Field'
import { Failure, Remark } from '../../parts/Message'
import { pipelines, reloadPipelines } from '../../state/pipelines'
import { href, pathTo } from '../../state/route'
import { t } from '../../text'
import { isName } from '../dashboards/names'

const kinds = ['line', 'area', 'bar', 'stat', 'table'] as const
const another = '+'

/** Puts a query onto a dashboard, one of the file's or a new one. */
export function SavePanelDialog({ sql, columns, onClose }: { sql: string; columns: readonly Column[]; onClose: () => void }) {
  const all = pipelines.value ?? []
  const own = all.find(pipeline => sql.includes(`${pipeline.name.replaceAll('-', '_')}.`)) ?? all[0]
  const [pipelineName, setPipeline] = useState(own?.name ?? '')
  const pipeline = all.find(one => one.name === pipelineName)
  const boards = Object.keys(pipeline?.dashboards ?? {})
  const [board, setBoard] = useState(boards[0] ?? another)
  const [newName, setNewName] = useState('overview')
  const [title, setTitle] = useState('')
  const [chart, setChart] = useState<string>(shapeOf(columns).x === null ? 'table' : 'line')
  const [problem, setProblem] = useState<Problem | null>(null)
  const [saved, setSaved] = useState<string | null>(null)
  const name = board === another || !boards.includes(board) ? newName : board
  const right = isName(name) && pipeline !== undefined
  const save = async () => {
    const shape = shapeOf(columns)
    const panel: Panel = {
      title: title === '' ? undefined : title,
      sql,
      chart: chart as Panel['chart'],
      ...(shape.x === null ? {} : { x: shape.x }),
      y: shape.y,
      ...(shape.by.length === 0 ? {} : { by: shape.by }),
      width: 6,
      height: 4
    }
    const before = pipeline?.dashboards[name] ?? { panels: [] }
    try {
      await raudal.saveDashboard(pipelineName, name, { ...before, panels: [...before.panels, panel] })
      await reloadPipelines()
      setSaved(name)
    } catch (failure) {
      setProblem(failure instanceof Problem ? failure : new Problem(String(failure), 0))
    }
  }
  return (
    <Dialog
      title={t('explore.save')}
      onClose={onClose}
      footer={
        saved !== null ? (
          <Button onClick={onClose}>{t('close')}</Button>
        ) : (
          <>
            <Button onClick={onClose}>{t('cancel')}</Button>
            <Button kind="main" disabled={!right} onClick={() => void save()}>
              {t('save')}
            </Button>
          </>
        )
      }
    >
      {saved !== null ? (
        <Remark tone="good">
          {t('explore.saved')} <a href={href(pathTo('dashboards', pipelineName, saved))}>{t('drawer.dashboard')}</a>
        </Remark>
      ) : (
        <>
          <Select
            label={t('kind.pipeline')}
            value={pipelineName}
            options={all.map(one => ({ value: one.name, label: one.name }))}
            onChange={setPipeline}
          />
          <Select
            label={t('kind.dashboard')}
            value={boards.includes(board) ? board : another}
            options={[...boards.map(value => ({ value, label: value })), { value: another, label: t('dashboards.new') }]}
            onChange={setBoard}
          />
          {!boards.includes(board) && (
            <TextField label={t('dashboards.name')} value={newName} invalid={!isName(newName)} onInput={setNewName} />
          )}
          <TextField label={t('panel.title')} value={title} onInput={setTitle} />
          <Select
            label={t('view.chart')}
            value={chart}
            options={kinds.map(value => ({ value, label: t(`charttype.${value}`) }))}
            onChange={setChart}
          />
          {problem && <Failure problem={problem} affected={t('dashboards.unsaved')} />}
        </>
      )}
    </Dialog>
  )
}
