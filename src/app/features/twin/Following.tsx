/** Hears the end of a run that is one of a pair, also where this tab was loaded anew since it began. Shows nothing. */
import { useStores } from '../../state/react.ts';
import { trainBothOf } from './trainBoth.ts';

export function Following() {
  const { page, overlay } = useStores();
  trainBothOf(page, overlay);
  return null;
}
