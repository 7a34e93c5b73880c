import type { ComponentChildren } from 'preact'
import './tabs.css'

export interface Tab {
  id: string
  label: ComponentChildren
}

interface TabsProps {
  label: string
  tabs: Tab[]
  chosen: string
  onChoose: (id: string) => void
  children: ComponentChildren
}

/** Tabs as the ARIA practices have them: arrows move, one tab is in the order of Tab. */
export function Tabs({ label, tabs, chosen, onChoose, children }: TabsProps) {
  const move = (key: KeyboardEvent) => {
    const step = key.key === 'ArrowRight' ? 1 : key.key === 'ArrowLeft' ? -1 : 0
    if (step === 0) return
    key.preventDefault()
    const at = tabs.findIndex(tab => tab.id === chosen)
    const next = tabs[(at + step + tabs.length) % tabs.length]!
    onChoose(next.id)
    document.getElementById(`tab-${next.id}`)?.focus()
  }
  return (
    <div class="tabs">
      <div role="tablist" aria-label={label} onKeyDown={move}>
        {tabs.map(tab => (
          <button
            type="button"
            role="tab"
            key={tab.id}
            id={`tab-${tab.id}`}
            aria-selected={tab.id === chosen}
            aria-controls={`panel-${chosen}`}
            tabIndex={tab.id === chosen ? 0 : -1}
            onClick={() => onChoose(tab.id)}
          >
            {tab.label}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`panel-${chosen}`} aria-labelledby={`tab-${chosen}`}>
        {children}
      </div>
    </div>
  )
}
