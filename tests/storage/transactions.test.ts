/** Why a change of the database did not come about, as browsers tell it. */
import { describe, expect, it } from 'vitest';
import { done } from '../../src/storage/transactions.ts';

const change = (error: DOMException | null) => {
  const ended = error ? Promise.reject(error) : Promise.resolve();
  ended.catch(() => {});
  return { done: ended, error };
};
const aborted = () => Promise.reject(new DOMException('The transaction was aborted.', 'AbortError'));

describe('a change of the database', () => {
  it('that found no room is told as such, though its requests say only that they were aborted', async () => {
    // Chromium's error has no message.
    const full = change(new DOMException('', 'QuotaExceededError'));
    await expect(done(full, [aborted(), Promise.resolve()])).rejects.toMatchObject({
      problem: { kind: 'storage-full' },
    });
  });
  it('that failed otherwise fails with the reason of the whole', async () => {
    await expect(done(change(new DOMException('Bad disk.', 'UnknownError')), [aborted()])).rejects.toThrow(
      'Bad disk.',
    );
    await expect(done(change(null), [aborted()])).rejects.toThrow('The transaction was aborted.');
  });
  it('that was stored ends without a word', async () => {
    await expect(done(change(null), [Promise.resolve()])).resolves.toBeUndefined();
  });
});
