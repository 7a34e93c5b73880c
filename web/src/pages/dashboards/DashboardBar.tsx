import { useState } from 'preact/hooks'
import type { Dashboard, Pipeline } from '../../api/types'
import { Button } from '../../parts/Button'
import { Copy } from '../../parts/Copy'
import { Dialog } from '../../parts/Dialog'
import { KeyPicker } from '../../parts/KeyPicker'
import { chooseKeys, keyFilter } from '../../state/keyfilter'
import { href, pathTo } from '../../state/route'
import { t } from '../../text'
import { titleText } from './names'
import { yamlOf } from './yaml'

interface DashboardBarProps {
  pipeline: Pipeline
  name: string
  dashboard: Dashboard
  editing: boolean
  changed: boolean
  onEdit: () => void
  onAdd: () => void
  onSave: () => void
  onDiscard: () => void
  onFull: () => void
}

/** The dashboard's title, its variables, and what can be done with it. */
export function DashboardBar(props: DashboardBarProps) {
  const { pipeline, name, dashboard, editing, changed } = props
  const [yaml, setYaml] = useState(false)
  const filter = keyFilter()
  const variables = variablesOf(pipeline, dashboard)
  return (
    <header class="row wrap">
      <h1>{titleText(dashboard.title) ?? name}</h1>
      {variables.map(([column, view]) => (
        <KeyPicker
          key={column}
          pipeline={pipeline.name}
          view={view}
          column={column}
          chosen={filter[column] ?? []}
          onChoose={chosen => chooseKeys(column, chosen)}
        />
      ))}
      <span class="push" />
      {editing ? (
        <>
          <Button icon="plus" onClick={props.onAdd}>
            {t('panel.add')}
          </Button>
          <Button onClick={props.onDiscard}>{changed ? t('dashboards.discard') : t('dashboards.done')}</Button>
          <Button kind="main" disabled={!changed} onClick={props.onSave}>
            {t('save')}
          </Button>
        </>
      ) : (
        <>
          <Button icon="edit" onClick={props.onEdit}>
            {t('dashboards.edit')}
          </Button>
          <Button icon="download" onClick={() => setYaml(true)}>
            YAML
          </Button>
          <Button icon="full" label={t('dashboards.full')} onClick={props.onFull} />
        </>
      )}
      {yaml && (
        <YamlDialog
          text={yamlOf({ dashboards: { [name]: dashboard as never } }).trim() + '\n'}
          pipeline={pipeline.name}
          onClose={() => setYaml(false)}
        />
      )}
    </header>
  )
}

/** The dashboard's variables, or else the key columns of its panels' views, each with a view to take its values from. */
export function variablesOf(pipeline: Pipeline, dashboard: Dashboard): [string, string][] {
  const found = new Map<string, string>()
  for (const panel of dashboard.panels) {
    const view = pipeline.views.find(one => one.name === panel.view)
    for (const column of view?.key ?? []) if (!found.has(column)) found.set(column, view!.name)
  }
  const named = dashboard.variables ?? []
  return named.length === 0 ? [...found] : named.flatMap(column => (found.has(column) ? [[column, found.get(column)!]] : []))
}

function YamlDialog({ text, pipeline, onClose }: { text: string; pipeline: string; onClose: () => void }) {
  return (
    <Dialog
      title={t('dashboards.yaml')}
      onClose={onClose}
      footer={
        <>
          <a class="button" href={href(pathTo('pipelines', pipeline), { tab: 'file' })}>
            {t('dashboards.file')}
          </a>
          <Copy label={t('copy')} text={text} />
        </>
      }
    >
      <pre class="yaml" tabIndex={0} aria-label="YAML">
        {text}
      </pre>
    </Dialog>
  )
}
