/** What the dialog of the classroom shows: what is to be shared, the run to hand in, or the hand-ins to check. */
import { createStore } from 'zustand/vanilla';

export type ClassroomView = 'share' | 'handIn' | 'handIns';

export const classroomView = createStore<{ readonly view: ClassroomView }>(() => ({ view: 'share' }));
