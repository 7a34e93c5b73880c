import { useState } from 'preact/hooks'
import { Button } from '../parts/Button'
import { Check, Field } from '../parts/Field'
import { Popover } from '../parts/Popover'
import { second } from '../state/clock'
import { edges, isLive, pause, range, resume, showFixed, showSpan, showZone, spans, usualSpan, utc } from '../state/range'
import { parameters } from '../state/route'
import { t, type Word } from '../text'
import { dayTime, duration, fullTime, zoneName } from '../text/times'
import './rangepicker.css'

/** The time range of the page: moving with the clock ("live") or held. */
export function RangePicker() {
  const [open, setOpen] = useState(false)
  const shown = range.value
  const live = isLive.value
  const label = shown.live ? spanLabel(shown.span) : `${dayTime(shown.from)} – ${dayTime(shown.to)}`
  const title = shown.live ? undefined : `${fullTime(shown.from)} – ${fullTime(shown.to)}`
  return (
    <div class="rangepicker">
      <Popover
        open={open}
        onClose={() => setOpen(false)}
        label={t('range')}
        align="end"
        trigger={
          <button type="button" class="button" title={title} aria-expanded={open} onClick={() => setOpen(!open)}>
            <span class="unseen">{t('range')}: </span>
            {label}
            <span class="muted">{zoneName(second.peek())}</span>
          </button>
        }
      >
        <Choices onDone={() => setOpen(false)} />
      </Popover>
      <Button icon={live ? 'pause' : 'play'} kind={live ? 'plain' : 'main'} onClick={() => (live ? pause() : resume())}>
        {live ? t('range.pause') : t('range.live')}
      </Button>
    </div>
  )
}

function spanLabel(millis: number): string {
  const named = Object.entries(spans).find(([, span]) => span === millis)
  return named ? t(`range.${named[0]}` as Word) : t('range.last', { span: duration(millis) })
}

/** A time as the browser's own field wants it, in the zone that is shown. */
function fieldTime(millis: number): string {
  const shift = utc.value ? 0 : new Date(millis).getTimezoneOffset() * 60_000
  return new Date(millis - shift).toISOString().slice(0, 19)
}
function timeOfField(text: string): number {
  return Date.parse(utc.value ? `${text}Z` : text)
}

function Choices({ onDone }: { onDone: () => void }) {
  const shown = range.value
  const [from, to] = edges(shown)
  const [start, setStart] = useState(fieldTime(from))
  const [end, setEnd] = useState(fieldTime(to))
  const chosen = parameters.value.get('range') ?? usualSpan.value
  const right = timeOfField(end) > timeOfField(start)
  const apply = (submit: Event) => {
    submit.preventDefault()
    if (!right) return
    showFixed(timeOfField(start), timeOfField(end))
    onDone()
  }
  return (
    <div class="range-choices">
      <div class="menu-list">
        {Object.entries(spans).map(([text, span]) => (
          <button
            type="button"
            key={text}
            aria-pressed={shown.live && text === chosen}
            onClick={() => {
              showSpan(text)
              onDone()
            }}
          >
            {spanLabel(span)}
          </button>
        ))}
      </div>
      <form onSubmit={apply}>
        <Field label={t('range.from')}>
          <input
            class="input"
            type="datetime-local"
            step="1"
            value={start}
            onInput={input => setStart(input.currentTarget.value)}
          />
        </Field>
        <Field label={t('range.to')}>
          <input
            class="input"
            type="datetime-local"
            step="1"
            value={end}
            aria-invalid={!right}
            onInput={input => setEnd(input.currentTarget.value)}
          />
        </Field>
        <Button submit kind="main" disabled={!right}>
          {t('range.apply')}
        </Button>
        <Check label={t('range.utc')} checked={utc.value} onChange={showZone} />
      </form>
    </div>
  )
}
