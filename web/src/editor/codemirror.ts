import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
  type CompletionSource
} from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands'
import { sql, StandardSQL } from '@codemirror/lang-sql'
import { yaml } from '@codemirror/lang-yaml'
import { bracketMatching, HighlightStyle, indentOnInput, syntaxHighlighting } from '@codemirror/language'
import { lintGutter, setDiagnostics, type Diagnostic } from '@codemirror/lint'
import { EditorState, type Extension } from '@codemirror/state'
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
  placeholder
} from '@codemirror/view'
import { tags } from '@lezer/highlight'
import type { FileProblem } from '../api/types'

export interface EditorOptions {
  text: string
  language: 'yaml' | 'sql'
  label: string
  placeholder?: string
  completion?: CompletionSource
  onChange: (text: string) => void
  onRun?: () => void
}

export interface EditorHandle {
  setText(text: string): void
  insert(text: string): void
  setProblems(problems: readonly FileProblem[]): void
  goTo(line: number, column: number): void
  destroy(): void
}

/** An editor in a shadow root: there its styles are adopted sheets, which a strict content policy allows. */
export function createEditor(root: ShadowRoot, options: EditorOptions): EditorHandle {
  const run = {
    key: 'Mod-Enter',
    run: () => {
      options.onRun?.()
      return true
    }
  }
  const extensions: Extension[] = [
    lineNumbers(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    history(),
    drawSelection(),
    indentOnInput(),
    bracketMatching(),
    closeBrackets(),
    syntaxHighlighting(colours),
    look,
    EditorView.contentAttributes.of({ 'aria-label': options.label, spellcheck: 'false', tabindex: '0' }),
    EditorView.updateListener.of(update => update.docChanged && options.onChange(update.state.doc.toString())),
    lintGutter(),
    keymap.of([run, ...closeBracketsKeymap, ...completionKeymap, ...defaultKeymap, ...historyKeymap]),
    options.language === 'yaml' ? [yaml(), keymap.of([indentWithTab])] : sql({ dialect: StandardSQL, upperCaseKeywords: true }),
    options.completion ? autocompletion({ override: [options.completion], icons: false }) : [],
    options.placeholder ? placeholder(options.placeholder) : []
  ]
  const view = new EditorView({ state: EditorState.create({ doc: options.text, extensions }), parent: root, root })
  return {
    setText(text) {
      if (text !== view.state.doc.toString()) view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } })
    },
    insert(text) {
      view.dispatch(view.state.replaceSelection(text))
      view.focus()
    },
    setProblems: problems =>
      view.dispatch(
        setDiagnostics(
          view.state,
          problems.map(problem => diagnostic(view.state, problem))
        )
      ),
    goTo(line, column) {
      const at = position(view.state, line, column)
      view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: 'center' }) })
      view.focus()
    },
    destroy: () => view.destroy()
  }
}

function position(state: EditorState, line: number, column: number): number {
  const { from, to } = state.doc.line(Math.max(1, Math.min(line, state.doc.lines)))
  return Math.min(to, from + Math.max(0, column - 1))
}

/** Underlines the word at the problem's place; the whole line where only that is known. */
function diagnostic(state: EditorState, problem: FileProblem): Diagnostic {
  const line = state.doc.line(Math.max(1, Math.min(problem.line ?? 1, state.doc.lines)))
  let from = line.from + line.text.search(/\S|$/)
  let to = line.to
  if (problem.column !== undefined) {
    from = position(state, problem.line ?? 1, problem.column)
    const word = /^[\w.$-]+|^\S/.exec(state.doc.sliceString(from, line.to))
    to = from + (word?.[0].length ?? 0)
  }
  if (to === from && from > line.from) from--
  const message = [problem.message, problem.remedy].filter(Boolean).join(' ')
  return { from, to, severity: problem.warning ? 'warning' : 'error', message }
}

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.modifier, tags.bool, tags.null], color: 'var(--code-keyword)' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--code-string)' },
  { tag: [tags.number], color: 'var(--code-number)' },
  { tag: [tags.propertyName, tags.definition(tags.propertyName), tags.typeName], color: 'var(--code-name)' },
  { tag: [tags.comment, tags.lineComment, tags.blockComment], color: 'var(--muted)' }
])

const look = EditorView.theme({
  '&': { height: '100%', fontSize: '13px', color: 'var(--text)', backgroundColor: 'var(--page)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--face-code)', lineHeight: '20px' },
  '.cm-content': { padding: '8px 0', caretColor: 'var(--text)' },
  '.cm-cursor, .cm-dropCursor': { borderLeftColor: 'var(--text)' },
  '.cm-gutters': { backgroundColor: 'var(--page)', color: 'var(--muted)', border: 'none' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'color-mix(in srgb, var(--hover) 50%, transparent)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'color-mix(in srgb, var(--accent) 28%, transparent)'
  },
  '.cm-placeholder': { color: 'var(--muted)' },
  '.cm-tooltip': {
    backgroundColor: 'var(--raised)',
    border: '1px solid var(--line)',
    borderRadius: '6px',
    boxShadow: 'var(--shadow)',
    color: 'var(--text)',
    fontSize: '12px'
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--face-code)', maxHeight: '16em' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '3px 8px' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { backgroundColor: 'var(--accent)', color: 'var(--on-accent)' },
  '.cm-completionDetail': { color: 'var(--muted)', fontStyle: 'normal', marginLeft: '12px' },
  '.cm-tooltip-autocomplete ul li[aria-selected] .cm-completionDetail': { color: 'inherit' },
  '.cm-diagnostic': { borderLeft: 'none', padding: '8px 12px', maxWidth: '60ch', fontFamily: 'var(--face)' },
  '.cm-lintRange-error': { backgroundImage: 'none', textDecoration: 'underline wavy var(--bad)', textUnderlineOffset: '3px' },
  '.cm-lintRange-warning': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--warning)',
    textUnderlineOffset: '3px'
  },
  '.cm-gutter-lint': { width: '14px' },
  '.cm-gutter-lint .cm-gutterElement': { padding: '3px 2px' },
  '.cm-lint-marker': { width: '10px', height: '10px', borderRadius: '5px', content: 'none' },
  '.cm-lint-marker-error': { content: 'none', backgroundColor: 'var(--bad)' },
  '.cm-lint-marker-warning': { content: 'none', backgroundColor: 'var(--warning)', borderRadius: '1px' },
  '.cm-matchingBracket': { backgroundColor: 'var(--accent-soft)', outline: '1px solid var(--edge)' }
})
