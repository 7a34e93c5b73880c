interface Topology {
  arcs: number[][][]
  transform: { scale: number[]; translate: number[] }
  objects: { land: { geometries: { type: string; arcs: number[][] | number[][][] }[] } }
}

export type Ring = [longitude: number, latitude: number][]

let loaded: Promise<Ring[]> | null = null

/** The coasts of the Earth at 1:110 million (Natural Earth, public domain), loaded when the first map is shown. */
export function land(): Promise<Ring[]> {
  loaded ??= import('world-atlas/land-110m.json').then(module => ringsOf(module.default as unknown as Topology))
  return loaded
}

/** Unpacks TopoJSON: arcs of differences on a grid of integers, shared by rings; ~n is arc n backwards. */
export function ringsOf(topology: Topology): Ring[] {
  const [scaleX, scaleY] = topology.transform.scale as [number, number]
  const [moveX, moveY] = topology.transform.translate as [number, number]
  const arcs = topology.arcs.map(arc => {
    let x = 0
    let y = 0
    return arc.map(([dx, dy]): [number, number] => {
      x += dx!
      y += dy!
      return [x * scaleX + moveX, y * scaleY + moveY]
    })
  })
  const ring = (indices: number[]): Ring => indices.flatMap(at => (at < 0 ? [...arcs[~at]!].reverse() : arcs[at]!))
  return topology.objects.land.geometries.flatMap(geometry =>
    geometry.type === 'Polygon'
      ? (geometry.arcs as number[][]).map(ring)
      : (geometry.arcs as number[][][]).flatMap(one => one.map(ring))
  )
}
