/** Shows in a video what the camera sees, for no longer than the component is there. */
import { type RefObject, useEffect, useRef, useState } from 'react';
import type { CameraProblem } from '../../problems/pictures.ts';
import { cameraProblem, openCamera, stopCamera } from './camera.ts';

/** @returns the video, whether it has a picture, and what it calls once it has one. */
export function useCamera(onProblem: (problem: CameraProblem) => void): {
  readonly video: RefObject<HTMLVideoElement | null>;
  readonly ready: boolean;
  readonly onReady: () => void;
} {
  const video = useRef<HTMLVideoElement>(null);
  const [ready, setReady] = useState(false);
  const refuse = useRef(onProblem);
  refuse.current = onProblem;
  useEffect(() => {
    let over = false;
    let opened: MediaStream | undefined;
    openCamera().then(
      (stream) => {
        if (over || !video.current) return stopCamera(stream);
        opened = stream;
        video.current.srcObject = stream;
      },
      (error: unknown) => {
        if (!over) refuse.current(cameraProblem(error));
      },
    );
    return () => {
      over = true;
      if (opened) stopCamera(opened);
    };
  }, []);
  return { video, ready, onReady: () => setReady(true) };
}
