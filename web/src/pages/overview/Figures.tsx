import { Sparkline } from '../../chart/Sparkline'
import { Skeleton } from '../../parts/Skeleton'
import { second } from '../../state/clock'
import { status } from '../../state/live'
import { pastVersion, total, totalRows, type Track } from '../../state/past'
import { t, type Word } from '../../text'
import { rate } from '../../text/numbers'

const shownMillis = 15 * 60_000

/** The four figures that say whether all is well: what comes in, what goes out, what is late, what is dead. */
export function Figures() {
  void pastVersion.value
  const news = status.value
  const streams = news?.pipelines.flatMap(pipeline => pipeline.streams) ?? []
  const views = news?.pipelines.flatMap(pipeline => pipeline.views) ?? []
  const sum = (of: 'received' | 'late' | 'dead') => streams.reduce((all, stream) => all + stream.rates[of], 0)
  const rows = views.reduce((all, view) => all + view.rowsPerSecond, 0)
  const late = sum('late')
  const dead = sum('dead')
  return (
    <div class="figures">
      <Figure word="overview.in" value={news && sum('received')} track={total('received')} />
      <Figure word="overview.out" value={news && rows} track={totalRows()} />
      <Figure word="overview.late" value={news && late} track={total('late')} tone="warning" alarm={late > 0} />
      <Figure word="overview.dead" value={news && dead} track={total('dead')} tone="bad" alarm={dead > 0} />
    </div>
  )
}

interface FigureProps {
  word: Word
  value: number | null
  track: Track
  tone?: 'warning' | 'bad'
  alarm?: boolean
}

function Figure({ word, value, track, tone, alarm }: FigureProps) {
  const to = second.value
  return (
    <section class="figure">
      <h2>{t(word)}</h2>
      {value === null ? <Skeleton height={36} /> : <p class={alarm ? tone : ''}>{rate(value)}</p>}
      <Sparkline track={track} from={to - shownMillis} to={to} colour={tone ?? 'accent'} />
      <span class="small muted">{t('overview.span')}</span>
    </section>
  )
}
