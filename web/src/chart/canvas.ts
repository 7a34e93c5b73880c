import { paint } from './colour'

/** A pen for an empty canvas of some size in CSS pixels, sharp on any screen; on a ground of a property's colour, else on none. */
export function penOf(canvas: HTMLCanvasElement, width: number, height: number, ground?: string): CanvasRenderingContext2D {
  canvas.width = width * devicePixelRatio
  canvas.height = height * devicePixelRatio
  const pen = canvas.getContext('2d')!
  pen.scale(devicePixelRatio, devicePixelRatio)
  if (ground) {
    pen.fillStyle = paint(ground)
    pen.fillRect(0, 0, width, height)
  }
  return pen
}
