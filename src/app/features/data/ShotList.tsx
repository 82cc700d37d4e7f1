/** The newest pictures of the chosen class, each with a button that deletes it. */
import { UnstyledButton } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { useDataWords } from '../../i18n/data.ts';
import { useStores } from '../../state/react.ts';
import classes from './Data.module.css';
import { ofClass, withoutShot } from './shots.ts';
import { shotsOf } from './shotsOf.ts';
import { thumbSide } from './takeShot.ts';

const most = 24;

function Thumb({ bitmap }: { readonly bitmap: ImageBitmap }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => canvas.current?.getContext('2d')?.drawImage(bitmap, 0, 0), [bitmap]);
  return <canvas ref={canvas} width={thumbSide} height={thumbSide} aria-hidden />;
}

export function ShotList() {
  const words = useDataWords();
  const store = shotsOf(useStores());
  const shots = useStore(store);
  const list = useRef<HTMLUListElement>(null);
  const name = shots.classes[shots.chosen];
  const own = ofClass(shots, shots.chosen);
  if (name === undefined || own.length === 0) return null;
  const newest = own
    .map((shot, i) => ({ shot, number: i + 1 }))
    .slice(-most)
    .reverse();
  return (
    <>
      <ul ref={list} className={classes.shots} aria-label={words.shotsOf(name, own.length)} tabIndex={-1}>
        {newest.map(({ shot, number }) => (
          <li key={shot.id}>
            <UnstyledButton
              className={classes.shot}
              aria-label={words.removeShot(number, name)}
              title={words.removeShot(number, name)}
              onClick={() => {
                store.setState((before) => withoutShot(before, shot.id));
                list.current?.focus();
              }}
            >
              <Thumb bitmap={shot.picture.thumb} />
              <IconX size={14} aria-hidden />
            </UnstyledButton>
          </li>
        ))}
      </ul>
      {own.length > most && <p className={classes.note}>{words.newest(most)}</p>}
    </>
  );
}
