/** Takes the middle square of what the camera sees, at its own size: making it small is the business of who reads it. */
import { centreSquare } from '../../../data/pictureFiles/centreSquare.ts';

export interface TakenPicture {
  readonly file: File;
  /** To be looked at, with sides of `thumbSide`. */
  readonly thumb: ImageBitmap;
}

export const thumbSide = 64;
const quality = 0.92;

/** @returns undefined where the camera gives no picture yet, or the browser none of it. */
export async function takeShot(video: HTMLVideoElement): Promise<TakenPicture | undefined> {
  const { videoWidth: width, videoHeight: height } = video;
  if (width === 0 || height === 0) return undefined;
  const { x, y, side } = centreSquare({ width, height });
  const canvas = document.createElement('canvas');
  canvas.width = side;
  canvas.height = side;
  canvas.getContext('2d')?.drawImage(video, x, y, side, side, 0, 0, side, side);
  const encoded = new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', quality));
  const options: ImageBitmapOptions = {
    resizeWidth: thumbSide,
    resizeHeight: thumbSide,
    resizeQuality: 'medium',
  };
  const [blob, thumb] = await Promise.all([encoded, createImageBitmap(canvas, options)]);
  return blob ? { file: new File([blob], 'camera.jpg', { type: blob.type }), thumb } : undefined;
}
