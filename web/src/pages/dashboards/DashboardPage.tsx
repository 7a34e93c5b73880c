import { useRef, useState } from 'preact/hooks'
import { Problem } from '../../api/problem'
import { raudal } from '../../api/raudal'
import type { Dashboard, Panel } from '../../api/types'
import { Empty, Failure } from '../../parts/Message'
import { Button } from '../../parts/Button'
import { Skeleton } from '../../parts/Skeleton'
import { pipelineNamed, pipelines, pipelinesProblem, reloadPipelines } from '../../state/pipelines'
import { useUsualSpan } from '../../state/range'
import { parameters, setParameters } from '../../state/route'
import { t } from '../../text'
import { DashboardBar } from './DashboardBar'
import './dashboards.css'
import { PanelDialog } from './PanelDialog'
import { PanelGrid } from './PanelGrid'

/** One dashboard: looked at, or with `edit` in the address changed and saved back into the pipeline's file. */
export function DashboardPage({ pipeline: pipelineName, name }: { pipeline: string; name: string }) {
  const pipeline = pipelineNamed(pipelineName)
  const stored = pipeline?.dashboards[name]
  const [draft, setDraft] = useState<Dashboard | null>(null)
  const [edited, setEdited] = useState<number | 'new' | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const board = useRef<HTMLDivElement>(null)
  useUsualSpan(stored?.range)
  if (pipelines.value === null) {
    return pipelinesProblem.value ? (
      <Failure problem={pipelinesProblem.value} affected={t('failure.page')} onRetry={() => void reloadPipelines()} />
    ) : (
      <Skeleton lines={8} height={24} />
    )
  }
  if (!pipeline || !stored)
    return <Empty title={t('dashboards.unknown', { name: `${pipelineName}.${name}` })} text={t('unknown.text')} />
  const editing = parameters.value.has('edit')
  const dashboard = (editing ? draft : null) ?? stored
  const change = (panels: Panel[]) => setDraft({ ...dashboard, panels })
  const stop = () => {
    setDraft(null)
    setProblem(null)
    setParameters({ edit: null })
  }
  const save = async () => {
    try {
      await raudal.saveDashboard(pipelineName, name, dashboard)
      await reloadPipelines()
      stop()
    } catch (failure) {
      setProblem(failure instanceof Problem ? failure : new Problem(String(failure), 0))
    }
  }
  const closeDialog = (panel: Panel | null) => {
    if (panel !== null) {
      change(edited === 'new' ? [...dashboard.panels, panel] : dashboard.panels.map((one, at) => (at === edited ? panel : one)))
    }
    setEdited(null)
  }
  return (
    <div class="stack board" ref={board}>
      <DashboardBar
        pipeline={pipeline}
        name={name}
        dashboard={dashboard}
        editing={editing}
        changed={draft !== null}
        onEdit={() => setParameters({ edit: '1' })}
        onAdd={() => setEdited('new')}
        onSave={() => void save()}
        onDiscard={stop}
        onFull={() => void board.current?.requestFullscreen()}
      />
      {problem && <Failure problem={problem} affected={t('dashboards.unsaved')} />}
      {dashboard.panels.length === 0 && (
        <Empty title={t('dashboards.nopanels')} text={t('dashboards.nopanels.text')}>
          {editing && (
            <Button kind="main" icon="plus" onClick={() => setEdited('new')}>
              {t('panel.add')}
            </Button>
          )}
        </Empty>
      )}
      <PanelGrid pipeline={pipeline} panels={dashboard.panels} editing={editing} onChange={change} onEdit={setEdited} />
      {edited !== null && (
        <PanelDialog pipeline={pipeline} panel={edited === 'new' ? null : dashboard.panels[edited]!} onClose={closeDialog} />
      )}
    </div>
  )
}
