import { usePage } from '../../state/react.ts';
import type { Changed } from '../../state/runs.ts';

/** What sets a run apart, as far as an assignment does not hide it. */
export function useToldChanges(changed: Changed): Changed {
  const assignment = usePage((state) => state.assignment);
  if (!assignment) return changed;
  return {
    ...changed,
    changes: changed.changes.filter(({ key }) => !assignment.hides(key)),
    byHand: changed.byHand.filter((key) => !assignment.hides(key)),
  };
}
