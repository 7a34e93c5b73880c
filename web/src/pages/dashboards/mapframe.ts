export interface MapPoint {
  label: string
  longitude: number
  latitude: number
  value: number | null
}

/** A piece of the Earth and the pixels that it is drawn on: degrees alike in both directions. */
export interface MapFrame {
  width: number
  height: number
  west: number
  north: number
  degreesPerPixel: number
}

const leastSpan = 4
const air = 1.25

/** Shows all points with some air around; all of the Earth if there are none. */
export function frameOf(points: readonly MapPoint[], width: number, height: number): MapFrame {
  let [west, east, south, north] = [-180, 180, -60, 80]
  if (points.length > 0) {
    west = Math.min(...points.map(point => point.longitude))
    east = Math.max(...points.map(point => point.longitude))
    south = Math.min(...points.map(point => point.latitude))
    north = Math.max(...points.map(point => point.latitude))
  }
  const spanX = Math.min(360, Math.max(leastSpan, (east - west) * air))
  const spanY = Math.min(180, Math.max(leastSpan, (north - south) * air))
  const degreesPerPixel = Math.max(spanX / Math.max(1, width), spanY / Math.max(1, height))
  const middleX = (west + east) / 2
  const middleY = (south + north) / 2
  return {
    width,
    height,
    degreesPerPixel,
    west: middleX - (width * degreesPerPixel) / 2,
    north: middleY + (height * degreesPerPixel) / 2
  }
}

export function project(frame: MapFrame, longitude: number, latitude: number): [number, number] {
  return [(longitude - frame.west) / frame.degreesPerPixel, (frame.north - latitude) / frame.degreesPerPixel]
}
