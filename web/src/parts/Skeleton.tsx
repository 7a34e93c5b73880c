import { t } from '../text'
import './skeleton.css'

/** Stands where data will be, in the data's size, so that nothing moves when it comes. */
export function Skeleton({ lines = 1, height = 16 }: { lines?: number; height?: number }) {
  return (
    <div class="skeleton" role="status">
      <span class="unseen">{t('loading')}</span>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} style={{ height: `${height}px`, width: `${lines === 1 ? 100 : 92 - ((line * 17) % 40)}%` }} />
      ))}
    </div>
  )
}
