import type { Component, Status } from '../../api/types'
import { Age } from '../../parts/Age'
import { Card } from '../../parts/Card'
import { DataTable } from '../../parts/DataTable'
import { Remark } from '../../parts/Message'
import { Skeleton } from '../../parts/Skeleton'
import { StateBadge } from '../../parts/StateBadge'
import { status } from '../../state/live'
import { href, pathTo } from '../../state/route'
import { t } from '../../text'
import { bytes, exact } from '../../text/numbers'
import { duration } from '../../text/times'
import './system.css'

export function System() {
  const news = status.value
  if (news === null) return <Skeleton lines={10} height={24} />
  return (
    <div class="stack">
      <h1>{t('nav.system')}</h1>
      <Readiness news={news} />
      <div class="system-grid">
        <Process news={news} />
        <ComponentCard title={t('system.log')} component={news.log} />
        <ComponentCard title={t('system.store')} component={news.store} />
        <Disk news={news} />
      </div>
      <Checkpoints news={news} />
    </div>
  )
}

/** What must be well, and what to do where it is not. */
function Readiness({ news }: { news: Status }) {
  const low = news.disk.freeBytes < news.disk.floorBytes
  const checks = [
    { name: t('system.log'), well: news.log.ready, problem: news.log.problem, remedy: news.log.remedy },
    { name: t('system.store'), well: news.store.ready, problem: news.store.problem, remedy: news.store.remedy },
    { name: t('system.disk'), well: !low, problem: t('system.disk.low'), remedy: t('system.disk.remedy') },
    ...news.pipelines.map(pipeline => ({
      name: pipeline.name,
      well: pipeline.state !== 'failed',
      problem: pipeline.problem,
      remedy: pipeline.remedy
    }))
  ]
  const unwell = checks.filter(check => !check.well)
  return (
    <Card title={t('system.readiness')}>
      <div class="stack tight">
        {unwell.length === 0 && <Remark tone="good">{t('system.well')}</Remark>}
        {unwell.map(check => (
          <Remark key={check.name} tone="bad">
            <strong>{check.name}</strong>: {check.problem ?? t('state.unready')} {check.remedy}
          </Remark>
        ))}
        <ul class="checks">
          {checks.map(check => (
            <li key={check.name}>
              <StateBadge state={check.well ? 'ready' : 'unready'} /> {check.name}
            </li>
          ))}
        </ul>
      </div>
    </Card>
  )
}

function Facts({ facts }: { facts: [string, preact.ComponentChildren][] }) {
  return (
    <dl class="pairs">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function Process({ news }: { news: Status }) {
  const { cpu, cores, memoryBytes, heapBytes, threads } = news.process
  return (
    <Card title={t('system.process')}>
      <Facts
        facts={[
          [t('system.version'), news.version],
          [t('system.up'), <Age at={Date.parse(news.startedAt)} />],
          [t('system.cpu'), t('system.cores', { used: exact(Math.round(cpu * 100) / 100), all: cores })],
          [t('system.memory'), bytes(memoryBytes)],
          [t('system.heap'), bytes(heapBytes)],
          [t('system.threads'), exact(threads)]
        ]}
      />
    </Card>
  )
}

function ComponentCard({ title, component }: { title: string; component: Component }) {
  const facts: [string, preact.ComponentChildren][] = [
    [t('pipelines.state'), <StateBadge state={component.ready ? 'ready' : 'unready'} />],
    [t('view.kind'), component.kind]
  ]
  if (component.bytes !== undefined) facts.push([t('system.size'), bytes(component.bytes)])
  if (component.address !== undefined) facts.push([t('system.address'), <code>{component.address}</code>])
  return (
    <Card title={title}>
      <Facts facts={facts} />
    </Card>
  )
}

function Disk({ news }: { news: Status }) {
  return (
    <Card title={t('system.disk')}>
      <Facts
        facts={[
          [t('system.free'), bytes(news.disk.freeBytes)],
          [t('system.floor'), bytes(news.disk.floorBytes)]
        ]}
      />
      <p class="small muted">{t('system.floor.text')}</p>
    </Card>
  )
}

function Checkpoints({ news }: { news: Status }) {
  const all = news.pipelines.filter(pipeline => pipeline.checkpoint !== undefined)
  if (all.length === 0) return null
  return (
    <Card title={t('system.checkpoints')} flush>
      <DataTable
        label={t('system.checkpoints')}
        rows={all}
        rowKey={pipeline => pipeline.name}
        columns={[
          {
            id: 'name',
            head: t('kind.pipeline'),
            by: pipeline => pipeline.name,
            cell: pipeline => <a href={href(pathTo('pipelines', pipeline.name))}>{pipeline.name}</a>
          },
          {
            id: 'at',
            head: t('system.last'),
            number: true,
            cell: pipeline => <Age at={Date.parse(pipeline.checkpoint!.at)} />
          },
          {
            id: 'took',
            head: t('system.took'),
            number: true,
            by: pipeline => pipeline.checkpoint!.seconds,
            cell: pipeline => duration(pipeline.checkpoint!.seconds * 1000)
          },
          {
            id: 'bytes',
            head: t('system.size'),
            number: true,
            by: pipeline => pipeline.checkpoint!.bytes,
            cell: pipeline => bytes(pipeline.checkpoint!.bytes)
          }
        ]}
      />
    </Card>
  )
}
