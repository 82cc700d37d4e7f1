/** What moves is drawn in sight only, and leaves time for others. */
import { expect, it } from 'vitest';
import { createMotion } from '../../../../src/app/features/projection/motion.ts';

/** Pictures of a screen, 16 ms each. @param takes Milliseconds that drawing takes. */
function setUp(takes: number, goesOn = () => true) {
  let now = 0;
  let asked: ((now: number) => void) | undefined;
  const passed: number[] = [];
  const motion = createMotion(
    (ms) => {
      passed.push(ms);
      now += takes;
      return goesOn();
    },
    {
      request: (callback) => {
        asked = callback;
        return 1;
      },
      cancel: () => {
        asked = undefined;
      },
      now: () => now,
    },
  );
  const screen = (pictures: number) => {
    for (let i = 0; i < pictures; i++) {
      now = Math.ceil((now + 1) / 16) * 16;
      const call = asked;
      asked = undefined;
      call?.(now);
    }
  };
  return { motion, passed, screen, waits: () => asked !== undefined };
}

it('draws nothing before it is in sight, or when it has nothing to draw', () => {
  const { motion, passed, screen, waits } = setUp(2, () => false);
  motion.wake();
  screen(3);
  expect(passed).toEqual([]);
  motion.setInSight(true);
  screen(3);
  expect(passed).toEqual([0]);
  expect(waits()).toBe(false);
});

it('goes on as long as there is something to draw, and stops out of sight', () => {
  const { motion, passed, screen, waits } = setUp(2);
  motion.setInSight(true);
  motion.wake();
  screen(4);
  expect(passed).toEqual([0, 16, 16, 16]);
  motion.setInSight(false);
  expect(waits()).toBe(false);
  screen(50);
  motion.setInSight(true);
  screen(1);
  // It does not leap over the time in which nobody looked.
  expect(passed.at(-1)).toBe(0);
});

it('takes a quarter of the time at most', () => {
  const { motion, passed, screen } = setUp(30);
  motion.setInSight(true);
  motion.wake();
  screen(60);
  expect((passed.length * 30) / (60 * 16 + passed.length * 30)).toBeLessThan(0.3);
  expect(passed.length).toBeGreaterThan(5);
});
