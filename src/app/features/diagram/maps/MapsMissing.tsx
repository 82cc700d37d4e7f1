/** Why there are no feature maps, or not yet. */
import { useMapWords } from '../../../i18n/maps.ts';
import { useWords } from '../../../i18n/words.ts';
import { usePage, useSaves } from '../../../state/react.ts';
import quiet from '../../../ui/quiet.module.css';
import type { Shown } from '../shown.ts';
import type { MapsTold } from './useMaps.ts';

interface MapsMissingProps {
  readonly told: MapsTold;
  readonly shown: Shown;
}

export function MapsMissing({ told: { other, problem }, shown: { imageSize, spec } }: MapsMissingProps) {
  const words = useWords();
  const maps = useMapWords();
  const trains = usePage(({ run }) => run !== undefined);
  const saves = useSaves();
  const why = (): string => {
    if (imageSize !== spec.inputSize) return maps.otherSize(imageSize, spec.inputSize);
    if (other || problem?.kind === 'question-misfit') return trains ? maps.otherNetwork : maps.otherShipped;
    // Nobody was asked.
    if (saves && !trains) return maps.untrained;
    if (problem?.kind === 'no-network') return trains ? maps.waiting : maps.untrained;
    return problem ? words.problem(problem) : maps.waiting;
  };
  return (
    <p className={quiet.note} aria-live="polite">
      {why()}
    </p>
  );
}
