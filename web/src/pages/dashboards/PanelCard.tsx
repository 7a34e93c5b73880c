import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Panel, Pipeline } from '../../api/types'
import { Button } from '../../parts/Button'
import { Icon } from '../../parts/Icon'
import { Empty } from '../../parts/Message'
import { keyFilter, only } from '../../state/keyfilter'
import { href, pathTo } from '../../state/route'
import { t } from '../../text'
import { HeatmapPanel } from './HeatmapPanel'
import { MapPanel } from './MapPanel'
import { panelTitle, type PanelContext } from './panel'
import { SeriesPanel } from './SeriesPanel'
import { SqlPanel } from './SqlPanel'
import { StatPanel } from './StatPanel'
import { TablePanel } from './TablePanel'

interface PanelCardProps {
  pipeline: Pipeline
  panel: Panel
  editing: boolean
  onEdit: () => void
  onRemove: () => void
  onGrab: (down: PointerEvent) => void
  onStretch: (down: PointerEvent) => void
  onKey: (key: KeyboardEvent) => void
}

export function PanelCard(props: PanelCardProps) {
  const { pipeline, panel, editing } = props
  const body = useRef<HTMLDivElement>(null)
  const [height, setHeight] = useState(0)
  const [asTable, setAsTable] = useState(false)
  useLayoutEffect(() => {
    const observer = new ResizeObserver(([entry]) => setHeight(Math.floor(entry!.contentRect.height)))
    observer.observe(body.current!)
    return () => observer.disconnect()
  }, [])
  const title = panelTitle(panel)
  return (
    <section class={`panel ${panel.chart}`} role="group" aria-label={title}>
      <header>
        {editing && (
          <button
            type="button"
            class="handle"
            aria-label={t('panel.handle', { title })}
            title={t('panel.handle', { title })}
            onPointerDown={props.onGrab}
            onKeyDown={props.onKey}
          >
            <Icon name="grip" />
          </button>
        )}
        <h2 title={title}>
          {panel.view !== undefined && !editing ? (
            <a href={href(pathTo('views', pipeline.name, panel.view))}>{title}</a>
          ) : (
            title
          )}
        </h2>
        {editing ? (
          <>
            <Button kind="quiet" icon="edit" label={t('panel.edit', { title })} onClick={props.onEdit} />
            <Button kind="quiet" icon="trash" label={t('panel.remove', { title })} onClick={props.onRemove} />
          </>
        ) : (
          panel.chart !== 'table' && (
            <Button
              kind="quiet"
              icon={asTable ? 'chart' : 'table'}
              label={t(asTable ? 'panel.aschart' : 'panel.astable', { title })}
              class="astable"
              onClick={() => setAsTable(!asTable)}
            />
          )
        )}
      </header>
      <div class="body" ref={body}>
        {height > 0 && <PanelBody pipeline={pipeline} panel={panel} height={height} asTable={asTable} />}
      </div>
      {editing && <i class="corner" aria-hidden="true" onPointerDown={props.onStretch} />}
    </section>
  )
}

interface PanelBodyProps {
  pipeline: Pipeline
  panel: Panel
  height: number
  asTable: boolean
}

function PanelBody({ pipeline, panel, height, asTable }: PanelBodyProps) {
  if (panel.sql !== undefined) return <SqlPanel panel={panel} height={height} asTable={asTable} />
  const view = pipeline.views.find(one => one.name === panel.view)
  if (!view) return <Empty title={t('view.unknown', { name: panel.view ?? '' })} text={t('panel.noview')} />
  const context: PanelContext = { pipeline: pipeline.name, panel, view, height, asTable, filter: only(keyFilter(), view.key) }
  if (panel.chart === 'table' || view.kind === 'unbounded') return <TablePanel {...context} />
  if (panel.chart === 'stat') return <StatPanel {...context} />
  if (panel.chart === 'heatmap') return <HeatmapPanel {...context} />
  if (panel.chart === 'map') return <MapPanel {...context} />
  return <SeriesPanel {...context} />
}
