/** Toasts only confirm what the person just did elsewhere: copied, saved. Six seconds, never for failures. */
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import styles from './toast.module.css';

const shownForMs = 6000;
const toasts = createStore<readonly { id: number; text: string }[]>(() => []);
let lastId = 0;

/** `text` in the person's language. */
export const showToast = (text: string): void => {
  const id = (lastId += 1);
  toasts.setState((shown) => [...shown, { id, text }], true);
  setTimeout(() => toasts.setState((shown) => shown.filter((toast) => toast.id !== id), true), shownForMs);
};

export const Toasts = () => {
  const shown = useStore(toasts);
  return (
    <div className={styles.toasts} role="status">
      {shown.map((toast) => (
        <p key={toast.id} className={styles.toast}>
          {toast.text}
        </p>
      ))}
    </div>
  );
};
