// Holding back a form until its draft may be sent.

/** Holds back every submit of `form` until `confirm` says yes; returns the way to stop. */
export function guardForm(form: HTMLFormElement, confirm: () => Promise<boolean>): () => void {
  let isPassing = false;
  let isAsking = false;
  const stopping = new AbortController();

  const ask = async (submitter: HTMLElement | null): Promise<void> => {
    isAsking = true;
    try {
      if (!(await confirm()) || stopping.signal.aborted) return;
      isPassing = true;
      form.requestSubmit(submitter?.isConnected ? submitter : null);
    } finally {
      isPassing = false;
      isAsking = false;
    }
  };
  const hold = (event: SubmitEvent): void => {
    if (isPassing || event.target !== form) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!isAsking) void ask(event.submitter);
  };
  form.addEventListener("submit", hold, { capture: true, signal: stopping.signal });
  return () => stopping.abort();
}
