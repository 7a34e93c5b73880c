import { t, type Word } from '../text'
import './badge.css'
import { Icon, type IconName } from './Icon'

type Tone = 'good' | 'warning' | 'bad' | 'calm'

const tones: Record<string, [Tone, IconName]> = {
  running: ['good', 'check'],
  ready: ['good', 'check'],
  starting: ['calm', 'clock'],
  rebuilding: ['warning', 'replay'],
  waiting: ['warning', 'clock'],
  paused: ['warning', 'pause'],
  ended: ['calm', 'check'],
  idle: ['calm', 'clock'],
  degraded: ['bad', 'warning'],
  failed: ['bad', 'error'],
  unready: ['bad', 'error']
}

/** A state as sign, colour and word. */
export function StateBadge({ state, title }: { state: string; title?: string }) {
  const [tone, icon] = tones[state] ?? ['calm', 'clock']
  return (
    <span class={`badge ${tone}`} title={title}>
      <Icon name={icon} size={12} />
      {t(`state.${state}` as Word)}
    </span>
  )
}
