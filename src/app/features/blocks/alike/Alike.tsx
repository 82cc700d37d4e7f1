/** Which blocks make much the same of the same pictures. */
import { useBlockWords } from '../../../i18n/blocks.ts';

export function Alike() {
  const words = useBlockWords();
  return <p>{words.waiting}</p>;
}
