import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import { Dashboards } from '../pages/dashboards/Dashboards'
import { DashboardPage } from '../pages/dashboards/DashboardPage'
import { Explore } from '../pages/explore/Explore'
import { Overview } from '../pages/overview/Overview'
import { PipelinePage } from '../pages/pipeline/PipelinePage'
import { Pipelines } from '../pages/pipelines/Pipelines'
import { StreamPage } from '../pages/stream/StreamPage'
import { System } from '../pages/system/System'
import { ViewPage } from '../pages/view/ViewPage'
import { parameters, parts } from '../state/route'
import { t } from '../text'
import { Empty } from '../parts/Message'
import { Frame, type Crumb } from './Frame'

interface Page {
  section: string
  crumbs: Crumb[]
  /** Whether the time range of the top bar governs the page. */
  ranged?: boolean
  body: ComponentChildren
}

function page(): Page {
  const [section = '', first, second] = parts.value
  const pipeline = (name: string) => ({ label: name, path: `/pipelines/${encodeURIComponent(name)}` })
  const all = { label: t('nav.pipelines'), path: '/pipelines' }
  if (section === '') return { section: 'overview', crumbs: [{ label: t('nav.overview') }], body: <Overview /> }
  if (section === 'pipelines' && first === undefined) return { section: 'pipelines', crumbs: [all], body: <Pipelines /> }
  if (section === 'pipelines' && first !== undefined) {
    return { section, crumbs: [all, pipeline(first)], body: <PipelinePage key={first} name={first} /> }
  }
  if (section === 'views' && first !== undefined && second !== undefined) {
    const crumbs = [all, pipeline(first), { label: second }]
    return {
      section: 'pipelines',
      crumbs,
      ranged: true,
      body: <ViewPage key={`${first}.${second}`} pipeline={first} view={second} />
    }
  }
  if (section === 'streams' && first !== undefined && second !== undefined) {
    const crumbs = [all, pipeline(first), { label: second }]
    return { section: 'pipelines', crumbs, body: <StreamPage key={`${first}.${second}`} pipeline={first} stream={second} /> }
  }
  if (section === 'explore') {
    return { section, crumbs: [{ label: t('nav.explore') }], ranged: parameters.value.has('bounded'), body: <Explore /> }
  }
  const boards = { label: t('nav.dashboards'), path: '/dashboards' }
  if (section === 'dashboards' && first !== undefined && second !== undefined) {
    const body = <DashboardPage key={`${first}.${second}`} pipeline={first} name={second} />
    return { section, crumbs: [boards, pipeline(first), { label: second }], ranged: true, body }
  }
  if (section === 'dashboards') return { section, crumbs: [boards], body: <Dashboards /> }
  if (section === 'system') return { section, crumbs: [{ label: t('nav.system') }], body: <System /> }
  return {
    section: '',
    crumbs: [{ label: t('unknown.title') }],
    body: <Empty title={t('unknown.title')} text={t('unknown.text')} />
  }
}

export function App() {
  const { section, crumbs, ranged, body } = page()
  const title = crumbs.map(crumb => crumb.label).reverse()
  useEffect(() => {
    document.title = [...title, 'Raudal'].join(' · ')
  }, [title.join('\n')])
  return (
    <Frame section={section} crumbs={crumbs} ranged={ranged === true}>
      {body}
    </Frame>
  )
}
