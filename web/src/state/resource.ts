import { useEffect, useRef, useState } from 'preact/hooks'
import { Problem } from '../api/problem'
import { link } from './live'

export interface Resource<T> {
  data: T | null
  problem: Problem | null
  loading: boolean
  reload(): void
}

/**
 * What `load` gives for these inputs: loaded anew when they change, when asked, and when a lost connection is back. While it loads,
 * and when it fails, the data of before stays, so that nothing on the page moves.
 */
export function useResource<T>(load: (signal: AbortSignal) => Promise<T>, inputs: readonly unknown[]): Resource<T> {
  const [state, setState] = useState<{ data: T | null; problem: Problem | null; loading: boolean }>({
    data: null,
    problem: null,
    loading: true
  })
  const [turn, setTurn] = useState(0)
  const failed = useRef(false)
  useEffect(() => {
    const controller = new AbortController()
    setState(before => ({ ...before, loading: true }))
    load(controller.signal).then(
      data => {
        failed.current = false
        if (!controller.signal.aborted) setState({ data, problem: null, loading: false })
      },
      failure => {
        if (controller.signal.aborted) return
        failed.current = true
        const problem = failure instanceof Problem ? failure : new Problem(String(failure), 0)
        setState(before => ({ ...before, problem, loading: false }))
      }
    )
    return () => controller.abort()
  }, [...inputs, turn])
  const reload = () => setTurn(before => before + 1)
  useEffect(
    () =>
      link.subscribe(state => {
        if (state.state === 'open' && failed.current) reload()
      }),
    []
  )
  return { ...state, reload }
}
