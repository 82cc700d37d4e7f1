/**
 * Shapes and sizes of every stage of the network that the page shows: one chart that moves with the controls, and the same as a
 * table. Both are loaded when they are first looked at; read on in `StageBars.tsx`.
 */
import { lazy, Suspense } from 'react';
import classes from './Shapes.module.css';

const StageFigures = lazy(() => import('./StageFigures.tsx'));

export const Shapes = () => (
  <div className={classes.box}>
    <Suspense fallback={null}>
      <StageFigures />
    </Suspense>
  </div>
);
