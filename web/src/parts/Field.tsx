import type { ComponentChildren } from 'preact'
import './field.css'

export function Field({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    <label class="field">
      <span>{label}</span>
      {children}
    </label>
  )
}

interface TextProps {
  label: string
  value: string
  placeholder?: string
  invalid?: boolean
  onInput: (value: string) => void
}

export function TextField({ label, value, placeholder, invalid, onInput }: TextProps) {
  return (
    <Field label={label}>
      <input
        class="input"
        value={value}
        placeholder={placeholder}
        aria-invalid={invalid}
        spellcheck={false}
        onInput={input => onInput(input.currentTarget.value)}
      />
    </Field>
  )
}

export interface Option {
  value: string
  label: string
}

interface SelectProps {
  label: string
  value: string
  options: Option[]
  /** The label is for those who hear the page; the place says it to those who see it. */
  bare?: boolean
  onChange: (value: string) => void
}

export function Select({ label, value, options, bare, onChange }: SelectProps) {
  const select = (
    <select
      class="input"
      value={value}
      aria-label={bare ? label : undefined}
      onChange={change => onChange(change.currentTarget.value)}
    >
      {options.map(option => (
        <option key={option.value} value={option.value} selected={option.value === value}>
          {option.label}
        </option>
      ))}
    </select>
  )
  return bare ? select : <Field label={label}>{select}</Field>
}

export function Check({ label, checked, onChange }: { label: string; checked: boolean; onChange: (checked: boolean) => void }) {
  return (
    <label class="check">
      <input type="checkbox" checked={checked} onChange={change => onChange(change.currentTarget.checked)} />
      <span>{label}</span>
    </label>
  )
}
