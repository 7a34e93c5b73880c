import { colourProperty } from './colour'

/** A piece of a line's colour; its name always stands beside it. */
export function Swatch({ colour }: { colour: number | string }) {
  return <i class="swatch" style={{ backgroundColor: `var(${colourProperty(colour)})` }} aria-hidden="true" />
}
