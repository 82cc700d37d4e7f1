/** Which colour is which class. One that is pointed at stands out, one that is pressed stays so. */
import { useProjectionWords } from '../../i18n/projection.ts';
import { useScheme } from '../../ui/useScheme.ts';
import { colourOf, inks } from './colours.ts';
import classes from './Projection.module.css';
import { looking } from './view.ts';

interface LegendProps {
  readonly names: readonly string[];
  /** The one that stays so. */
  readonly pressed: number | undefined;
  /** A class is looked at, or none any more. */
  readonly onLook: (label: number | undefined) => void;
}

export function Legend({ names, pressed, onLook }: LegendProps) {
  const words = useProjectionWords();
  const { dark } = useScheme();
  return (
    <ul className={classes.legend} aria-label={words.legend}>
      {names.map((name, k) => (
        <li key={k}>
          <button
            type="button"
            className={classes.class}
            title={name}
            aria-pressed={pressed === k}
            onClick={() => looking.setState({ class: pressed === k ? undefined : k })}
            onPointerEnter={() => onLook(k)}
            onPointerLeave={() => onLook(undefined)}
            onFocus={() => onLook(k)}
            onBlur={() => onLook(undefined)}
          >
            <span
              className={classes.swatch}
              style={{ background: colourOf(inks[dark ? 'dark' : 'light'], k) }}
              aria-hidden
            />
            <span className={classes.named}>{name}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
