import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ApiError, type Problem } from '../api/client';
import { useApiForm, type ApiForm } from './useApiForm';

vi.mock('./session', () => ({ useSession: () => ({ user: { id: 1 } }) })); // a draft is somebody's

// A form for a list: its name is needed and has a hundred letters at most.

interface Values {
  name: string;
  description: string;
  password?: string;
}
let form: ApiForm<Values>;
let send: ReturnType<typeof vi.fn<(body: unknown) => Promise<void>>>;

function ListForm({ draft }: { draft?: string }) {
  form = useApiForm<Values>({
    schema: 'NewList',
    values: { name: '', description: '' },
    draft,
    send: (body) => send(body),
  });
  return (
    <form onSubmit={form.submit} noValidate>
      {(['name', 'description'] as const).map((name) => (
        <label key={name}>
          {name}
          <input {...form.register(name)} aria-invalid={!!form.formState.errors[name]} />
        </label>
      ))}
      <p>{form.refused && `refused ${form.refused.status}`}</p>
      <button type="submit">Save</button>
    </form>
  );
}

beforeEach(async () => {
  await i18next.use(initReactI18next).init({ lng: 'cimode' }); // every text is its key
  sessionStorage.clear();
  localStorage.clear();
  send = vi.fn<(body: unknown) => Promise<void>>(() => Promise.resolve());
});
afterEach(cleanup);

const type = (label: string, value: string) => fireEvent.input(screen.getByLabelText(label), { target: { value } });
const press = () => act(async () => fireEvent.click(screen.getByText('Save')));

test('sends nothing while a rule of the server is broken, and names it at its field', async () => {
  render(<ListForm />);
  await press();
  expect(send).not.toHaveBeenCalled();
  expect(screen.getByLabelText('name').getAttribute('aria-invalid')).toBe('true');
  expect(screen.getByLabelText('description').getAttribute('aria-invalid')).not.toBe('true');
});

test('sends what was typed, once, however often one presses', async () => {
  let done = () => {};
  send.mockImplementation(() => new Promise((resolve) => (done = resolve)));
  render(<ListForm />);
  type('name', 'Rain');
  await press();
  await press();
  expect(send).toHaveBeenCalledTimes(1);
  expect(send.mock.calls[0]![0]).toMatchObject({ name: 'Rain' });
  await act(async () => done());
});

test('puts what the server refuses at the field it names, and keeps what was typed', async () => {
  const errors = [{ field: 'description', message: 'is a secret', code: 'other' }];
  send.mockRejectedValue(new ApiError(422, { status: 422, detail: '', errors } as unknown as Problem));
  render(<ListForm />);
  type('name', 'Rain');
  await press();
  await waitFor(() => expect(screen.getByText('refused 422')).toBeTruthy());
  expect(screen.getByLabelText('description').getAttribute('aria-invalid')).toBe('true');
  expect((screen.getByLabelText('name') as HTMLInputElement).value).toBe('Rain');
});

test('offers to send the same again after one has signed in anew', async () => {
  send.mockRejectedValueOnce(new ApiError(401));
  render(<ListForm />);
  type('name', 'Rain');
  await press();
  await waitFor(() => expect(form.refused?.status).toBe(401));
  await act(async () => form.refused!.again!());
  await waitFor(() => expect(send).toHaveBeenCalledTimes(2));
  expect(send.mock.calls[1]![0]).toMatchObject({ name: 'Rain' });
  await waitFor(() => expect(form.refused).toBeUndefined());
});

test('throws on what is no answer of the server', async () => {
  send.mockRejectedValue(new TypeError('a fault of ours'));
  render(<ListForm />);
  type('name', 'Rain');
  const faults: unknown[] = [];
  const note = (fault: unknown) => faults.push(fault);
  process.on('unhandledRejection', note);
  await press();
  await waitFor(() => expect(faults).toHaveLength(1));
  process.off('unhandledRejection', note);
  expect(form.refused).toBeUndefined();
});

test('keeps what was typed until it is sent', async () => {
  const first = render(<ListForm draft="a list" />);
  type('name', 'Rain');
  first.unmount();
  const second = render(<ListForm draft="a list" />);
  await waitFor(() => expect((screen.getByLabelText('name') as HTMLInputElement).value).toBe('Rain'));
  expect(form.restored).toBe(true);
  await press();
  await waitFor(() => expect(send).toHaveBeenCalledTimes(1));
  second.unmount();
  render(<ListForm draft="a list" />);
  expect((screen.getByLabelText('name') as HTMLInputElement).value).toBe('');
});

test('forgets what was typed when one throws it away', async () => {
  const first = render(<ListForm draft="a list" />);
  type('name', 'Rain');
  first.unmount();
  render(<ListForm draft="a list" />);
  await waitFor(() => expect(form.restored).toBe(true));
  await act(async () => form.discard());
  expect((screen.getByLabelText('name') as HTMLInputElement).value).toBe('');
  expect(form.restored).toBe(false);
});
