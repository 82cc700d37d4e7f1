/** The assignment in an address, whose script is loaded only where there is one: no config may be made before it is known. */
import type { GivenAssignment } from '../state/page.ts';
import { queryOf } from '../state/url.ts';

export async function givenAssignment(search: string): Promise<GivenAssignment> {
  const query = queryOf(search);
  const lock = query.get('lock');
  if (lock === null) return {};
  try {
    const { readAssigned } = await import('../state/assigned.ts');
    return readAssigned({ lock, task: query.get('task') ?? '' }, [...query.keys()]);
  } catch {
    return { refused: { kind: 'assignment-not-loaded' } };
  }
}
