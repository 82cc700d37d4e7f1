/** The worker that packs a kept set: seventy thousand pictures take seconds, in which the page goes on. */
import { imageFolderZip } from '../../formats/imageFolderZip.ts';
import { type Problem, problemOf } from '../../problems/index.ts';
import { browserOwnSets } from './browserOwnSets.ts';

export interface ZipRequest {
  readonly name: string;
}

export type ZipAnswer = { readonly zip: Blob } | { readonly problem: Problem };

/** Bytes that are handed to the browser at a time: it may lay them on the disk. */
const partBytes = 2 ** 24;

async function pack({ name }: ZipRequest): Promise<Blob> {
  const set = await browserOwnSets.open(name);
  const parts: Blob[] = [];
  let some: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  const close = () => {
    parts.push(new Blob(some));
    some = [];
    bytes = 0;
  };
  for (const part of imageFolderZip(set)) {
    some.push(part);
    bytes += part.length;
    if (bytes >= partBytes) close();
  }
  close();
  return new Blob(parts, { type: 'application/zip' });
}

addEventListener('message', async ({ data }: MessageEvent<ZipRequest>) => {
  let answer: ZipAnswer;
  try {
    answer = { zip: await pack(data) };
  } catch (error) {
    answer = { problem: problemOf(error) };
  }
  postMessage(answer);
});
