/** A stream of the camera, and why there is none. What was opened is stopped at once where nobody wants it any more. */
import type { CameraProblem } from '../../problems/pictures.ts';

/** Whether the browser has a camera to ask for; pages over plain http have none. */
export const mayHaveCamera = (): boolean => navigator.mediaDevices?.getUserMedia !== undefined;

export const stopCamera = (stream: MediaStream): void => {
  for (const track of stream.getTracks()) track.stop();
};

/** The one at the back, where there are two. @throws whatever the browser does, see `cameraProblem`. */
export const openCamera = (): Promise<MediaStream> =>
  navigator.mediaDevices.getUserMedia({
    audio: false,
    video: { facingMode: 'environment', width: { ideal: 1280 }, height: { ideal: 720 } },
  });

/** By the names that the specification gives to what is thrown. */
export function cameraProblem(error: unknown): CameraProblem {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return { kind: 'camera-refused' };
  return { kind: name === 'NotFoundError' ? 'no-camera' : 'camera-busy' };
}
