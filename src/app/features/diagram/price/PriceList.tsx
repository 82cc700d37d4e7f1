/** What every block costs as a list, for a phone: a bar, a number with its interval, and the switch, a row for each block. */
import { VisuallyHidden } from '@mantine/core';
import { partsOf } from '../../../../model/structure.ts';
import { usePriceWords } from '../../../i18n/price.ts';
import { useBlocksOff } from '../../../state/react.ts';
import type { Shown } from '../shown.ts';
import { scaleOf } from './columns.ts';
import classes from './PriceList.module.css';
import { BlockSwitch } from './Switches.tsx';
import { usePriced } from './usePriced.ts';

export function PriceList({ shown }: { readonly shown: Shown }) {
  const words = usePriceWords();
  const { answers, priceOf, lostWithout, told, doing } = usePriced(shown);
  const off = useBlocksOff();
  const names = partsOf(shown.structure).flatMap((part) => ('units' in part ? [part.name] : []));
  const scale = scaleOf(names.flatMap((name) => priceOf(name) ?? []));
  return (
    <div>
      <p className={classes.told} aria-live="polite" data-testid="price-told">
        {told}
        {answers && shown.spec.shortcut === 'none' && ` ${words.plain}`} <span>{doing}</span>
      </p>
      {answers && (
        <ul className={classes.list} aria-label={words.title} data-testid="price-list">
          {names.map((name) => {
            const price = priceOf(name);
            const at = (loss: number) => 100 * Math.max(0, Math.min(1, loss / scale));
            return (
              <li
                key={name}
                data-off={off.includes(name) || undefined}
                data-lost={(price && lostWithout(price)) || undefined}
              >
                <span className={classes.name}>{name}</span>
                <span className={classes.track} aria-hidden>
                  {price && (
                    <>
                      <span className={classes.fill} style={{ width: `${at(price.loss)}%` }} />
                      <span
                        className={classes.interval}
                        style={{
                          left: `${at(price.loss - price.margin)}%`,
                          right: `${100 - at(price.loss + price.margin)}%`,
                        }}
                      />
                    </>
                  )}
                </span>
                <span className={classes.value}>
                  {price && (
                    <>
                      {words.points(price.loss)} <small>{words.margin(price.margin)}</small>
                      {lostWithout(price) && <VisuallyHidden>{words.guesses}</VisuallyHidden>}
                    </>
                  )}
                </span>
                <BlockSwitch id={name} blocks={[name]} />
              </li>
            );
          })}
        </ul>
      )}
    </div>
  );
}
