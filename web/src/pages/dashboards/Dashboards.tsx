import { useState } from 'preact/hooks'
import { Problem } from '../../api/problem'
import { raudal } from '../../api/raudal'
import { Button } from '../../parts/Button'
import { Card } from '../../parts/Card'
import { Dialog } from '../../parts/Dialog'
import { Select, TextField } from '../../parts/Field'
import { Icon } from '../../parts/Icon'
import { Empty, Failure } from '../../parts/Message'
import { Skeleton } from '../../parts/Skeleton'
import { pipelines, reloadPipelines } from '../../state/pipelines'
import { go, href, pathTo } from '../../state/route'
import { many, t } from '../../text'
import './dashboards.css'
import { isName, titleText } from './names'

export function Dashboards() {
  const [making, setMaking] = useState(false)
  if (pipelines.value === null) return <Skeleton lines={6} height={24} />
  const all = pipelines.value.flatMap(pipeline =>
    Object.entries(pipeline.dashboards).map(([name, dashboard]) => ({ pipeline: pipeline.name, name, dashboard }))
  )
  return (
    <div class="stack">
      <div class="row wrap">
        <h1>{t('nav.dashboards')}</h1>
        <span class="push" />
        {pipelines.value.length > 0 && (
          <Button icon="plus" kind={all.length === 0 ? 'main' : 'plain'} onClick={() => setMaking(true)}>
            {t('dashboards.new')}
          </Button>
        )}
      </div>
      {all.length === 0 ? (
        <Card>
          <Empty
            title={t('dashboards.empty')}
            text={t('dashboards.empty.text')}
            command={
              pipelines.value.length === 0
                ? './raudal demo'
                : 'dashboards:\n  overview: { panels: [ { view: VIEW, chart: line } ] }'
            }
          />
        </Card>
      ) : (
        <ul class="board-list">
          {all.map(({ pipeline, name, dashboard }) => (
            <li key={`${pipeline}.${name}`}>
              <a class="pipeline-tile" href={href(pathTo('dashboards', pipeline, name))}>
                <span class="row">
                  <strong>{titleText(dashboard.title) ?? name}</strong>
                  <Icon name="dashboards" />
                </span>
                <span class="row small muted">
                  <span>{pipeline}</span>
                  <span>{many('dashboards.panels', dashboard.panels.length, String(dashboard.panels.length))}</span>
                </span>
              </a>
            </li>
          ))}
        </ul>
      )}
      {making && <NewDashboard onClose={() => setMaking(false)} />}
    </div>
  )
}

function NewDashboard({ onClose }: { onClose: () => void }) {
  const all = pipelines.value ?? []
  const [pipeline, setPipeline] = useState(all[0]?.name ?? '')
  const [name, setName] = useState('')
  const [problem, setProblem] = useState<Problem | null>(null)
  const taken = name in (all.find(one => one.name === pipeline)?.dashboards ?? {})
  const right = isName(name) && !taken
  const make = async () => {
    try {
      await raudal.saveDashboard(pipeline, name, { panels: [] })
      await reloadPipelines()
      onClose()
      go(href(pathTo('dashboards', pipeline, name), { edit: '1' }))
    } catch (failure) {
      setProblem(failure instanceof Problem ? failure : new Problem(String(failure), 0))
    }
  }
  return (
    <Dialog
      title={t('dashboards.new')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button kind="main" disabled={!right} onClick={() => void make()}>
            {t('dashboards.make')}
          </Button>
        </>
      }
    >
      <Select
        label={t('kind.pipeline')}
        value={pipeline}
        options={all.map(one => ({ value: one.name, label: one.name }))}
        onChange={setPipeline}
      />
      <TextField label={t('dashboards.name')} value={name} invalid={name !== '' && !right} onInput={setName} />
      <p class="small muted">{taken ? t('dashboards.taken') : t('dashboards.rule')}</p>
      {problem && <Failure problem={problem} affected={t('dashboards.unsaved')} />}
    </Dialog>
  )
}
