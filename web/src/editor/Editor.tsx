import type { CompletionSource } from '@codemirror/autocomplete'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { FileProblem } from '../api/types'
import { Skeleton } from '../parts/Skeleton'
import type { EditorHandle } from './codemirror'
import './editor.css'

interface EditorProps {
  /** The text to begin with. What is typed is told; another text is given through the handle, for a text that came back by way of a
   * rendering would be older than what was typed meanwhile. */
  text: string
  language: 'yaml' | 'sql'
  label: string
  placeholder?: string
  problems: readonly FileProblem[]
  completion?: CompletionSource
  onChange: (text: string) => void
  onRun?: () => void
  /** Told once the editor is there, to move its cursor or insert text. */
  onReady?: (editor: EditorHandle) => void
}

/** The editor, whose code is loaded when the first one is shown. */
export function Editor(props: EditorProps) {
  const host = useRef<HTMLDivElement>(null)
  const handle = useRef<EditorHandle | null>(null)
  const newest = useRef(props)
  newest.current = props
  const [ready, setReady] = useState(false)
  useEffect(() => {
    let gone = false
    void import('./codemirror').then(({ createEditor }) => {
      if (gone) return
      const root = host.current!.shadowRoot ?? host.current!.attachShadow({ mode: 'open' })
      handle.current = createEditor(root, {
        text: newest.current.text,
        language: newest.current.language,
        label: newest.current.label,
        placeholder: newest.current.placeholder,
        completion: props.completion && (context => newest.current.completion!(context)),
        onChange: text => newest.current.onChange(text),
        onRun: () => newest.current.onRun?.()
      })
      newest.current.onReady?.(handle.current)
      setReady(true)
    })
    return () => {
      gone = true
      handle.current?.destroy()
      handle.current = null
    }
  }, [props.language, props.label])
  useEffect(() => handle.current?.setProblems(props.problems), [props.problems, ready])
  return (
    <div class="editor-place">
      <div class="editor" ref={host} />
      {!ready && <Skeleton lines={4} />}
    </div>
  )
}
