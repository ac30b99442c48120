import { useState } from 'react';

const key = 'bindery.log-colours';

/** Whether colours that boards ask for are drawn: a choice of the person, off until it is made. */
export const useColours = (): readonly [boolean, (on: boolean) => void] => {
  const [on, setOn] = useState(() => localStorage.getItem(key) === 'on');
  return [
    on,
    (next) => {
      localStorage.setItem(key, next ? 'on' : 'off');
      setOn(next);
    },
  ];
};
