import type { ComponentChildren } from 'preact'
import './button.css'
import { Icon, type IconName } from './Icon'

interface ButtonProps {
  children?: ComponentChildren
  icon?: IconName
  /** The name of a button that shows only its icon. */
  label?: string
  kind?: 'plain' | 'main' | 'quiet' | 'bad'
  pressed?: boolean
  expanded?: boolean
  disabled?: boolean
  submit?: boolean
  class?: string
  onClick?: (click: MouseEvent) => void
}

export function Button(props: ButtonProps) {
  const { children, icon, label, kind = 'plain', pressed, expanded, disabled, submit, onClick } = props
  return (
    <button
      type={submit ? 'submit' : 'button'}
      class={`button ${kind} ${children === undefined ? 'bare' : ''} ${props.class ?? ''}`}
      aria-label={label}
      title={label}
      aria-pressed={pressed}
      aria-expanded={expanded}
      disabled={disabled}
      onClick={onClick}
    >
      {icon && <Icon name={icon} />}
      {children}
    </button>
  )
}

interface Choice {
  value: string
  label: string
  title?: string
}

/** A few choices of which one holds, side by side. */
export function Choices(props: { label: string; value: string; choices: Choice[]; onChoose: (value: string) => void }) {
  return (
    <div class="choices" role="group" aria-label={props.label}>
      {props.choices.map(choice => (
        <button
          type="button"
          key={choice.value}
          title={choice.title}
          aria-pressed={choice.value === props.value}
          onClick={() => props.onChoose(choice.value)}
        >
          {choice.label}
        </button>
      ))}
    </div>
  )
}
