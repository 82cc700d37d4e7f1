/** What a browser answers when it is asked for the clipboard or the camera, in terms of what a person can do about it. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { mayReadClipboard, pictureInClipboard } from '../../../../src/app/features/pictures/clipboard.ts';
import { cameraProblem, mayHaveCamera, stopCamera } from '../../../../src/app/ui/camera.ts';

afterEach(() => vi.unstubAllGlobals());

const picture = new Blob(['picture'], { type: 'image/png' });
const item = (...types: string[]) => ({
  types,
  getType: async (type: string) => (type === 'image/png' ? picture : new Blob()),
});
const clipboard = (read: unknown) => vi.stubGlobal('navigator', { clipboard: { read } });

describe('the clipboard', () => {
  it('gives the first picture in it', async () => {
    clipboard(async () => [item('text/plain'), item('text/html', 'image/png')]);
    expect(mayReadClipboard()).toBe(true);
    expect(await pictureInClipboard()).toBe(picture);
  });

  it('may hold none, or be closed to the page', async () => {
    clipboard(async () => [item('text/plain')]);
    expect(await pictureInClipboard()).toEqual({ kind: 'clipboard-empty' });
    clipboard(() => Promise.reject(new DOMException('no', 'NotAllowedError')));
    expect(await pictureInClipboard()).toEqual({ kind: 'clipboard-closed' });
  });

  it('is not offered where the browser has none to read', () => {
    clipboard(undefined);
    expect(mayReadClipboard()).toBe(false);
    vi.stubGlobal('navigator', {});
    expect(mayReadClipboard()).toBe(false);
  });
});

describe('the camera', () => {
  it.each([
    ['NotAllowedError', 'camera-refused'],
    ['SecurityError', 'camera-refused'],
    ['NotFoundError', 'no-camera'],
    ['NotReadableError', 'camera-busy'],
    ['AbortError', 'camera-busy'],
  ])('that is refused with %s is told as %s', (name, kind) => {
    expect(cameraProblem(new DOMException('no', name))).toEqual({ kind });
  });

  it('is not offered on pages over plain http', () => {
    vi.stubGlobal('navigator', {});
    expect(mayHaveCamera()).toBe(false);
  });

  it('stops with every track', () => {
    const stop = vi.fn();
    stopCamera({ getTracks: () => [{ stop }, { stop }] } as unknown as MediaStream);
    expect(stop).toHaveBeenCalledTimes(2);
  });
});
