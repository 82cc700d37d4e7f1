/** A file that a person named on the command line. */
import { type FileHandle, open } from 'node:fs/promises';
import { readHeaderWithinBounds, type SafetensorsHeader } from '../formats/safetensors.ts';
import { UsageError } from './options.ts';

/** A path that names no file. The sentence has the path in it. */
export class GivenFileError extends UsageError {
  override name = 'GivenFileError';
}

/** The bytes from `begin` up to `end`, or up to where the file ends by now. */
async function readPart(file: FileHandle, begin: number, end: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(end - begin);
  let at = 0;
  while (at < bytes.length) {
    const { bytesRead } = await file.read(bytes, at, bytes.length - at, begin + at);
    if (bytesRead === 0) break;
    at += bytesRead;
  }
  return bytes.subarray(0, at);
}

/**
 * Reads a safetensors file, no further than what is right so far allows.
 * @param what The file is, such as `weights file`.
 * @param accept May refuse the file by what its header says, before its tensors are read.
 * @throws GivenFileError with one sentence when it cannot be read, whatever `accept` throws;
 * SafetensorsError when its header or its size is not right.
 */
export async function readGivenFile(
  what: string,
  path: string,
  accept: (header: SafetensorsHeader) => void = () => {},
): Promise<Uint8Array> {
  const file = await open(path).catch(() => {
    throw new GivenFileError(`The ${what} ${path} cannot be read: is the path right?`);
  });
  try {
    const stat = await file.stat();
    if (stat.isDirectory()) throw new GivenFileError(`The ${what} ${path} is a folder: name a file in it.`);
    // A device or a pipe has no size, and may never end.
    if (!stat.isFile()) throw new GivenFileError(`The ${what} ${path} is no file: save it as one first.`);
    const { size } = stat;
    accept(await readHeaderWithinBounds({ size, read: (begin, end) => readPart(file, begin, end) }));
    return await readPart(file, 0, size);
  } finally {
    await file.close();
  }
}
