import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { KEYS } from '../api/keys.ts';
import { asProblem } from '../api/problem.ts';
import { signIn } from '../generated/api.ts';
import { Wordmark } from '../shell/wordmark.tsx';
import styles from './sign-in-page.module.css';

/** The door. It says what this is, and shows nothing of what is behind it. */
export function SignInPage(): ReactNode {
  const client = useQueryClient();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const attempt = useMutation({
    mutationFn: () => signIn({ body: { name: name.trim(), password } }),
    onSuccess(session) {
      client.removeQueries({ predicate: (query) => query.queryKey[0] !== KEYS.session[0] });
      client.setQueryData(KEYS.session, session);
    },
  });
  const problem = attempt.isError ? asProblem(attempt.error) : null;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (name.trim() === '' || password === '' || attempt.isPending) return;
    attempt.mutate();
  };
  return (
    <main className={styles.page}>
      <form className={styles.panel} onSubmit={submit} aria-labelledby="sign-in-title">
        <Wordmark size={26} />
        <div>
          <h1 id="sign-in-title">Sign in</h1>
          <p className="muted">Living models of people, places and machines.</p>
        </div>
        <TextInput
          label="Name"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          withAsterisk={false}
          size="md"
          data-autofocus
        />
        <PasswordInput
          label="Password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          autoComplete="current-password"
          required
          withAsterisk={false}
          size="md"
        />
        <div role="alert" className={problem === null ? undefined : styles.problem}>
          {problem !== null && (
            <>
              <strong>{problem.title}.</strong>{' '}
              {problem.remedy === undefined ? problem.detail : `${problem.remedy}.`.replace('..', '.')}
              {problem.retryAfter !== undefined && ` Try again in ${Math.ceil(problem.retryAfter)} s.`}
            </>
          )}
        </div>
        <Button type="submit" size="md" loading={attempt.isPending}>
          Sign in
        </Button>
      </form>
      <p className={styles.use}>
        <strong>Research use. Not a medical device.</strong>
        <br />
        No decision about anyone’s care may rest on what is shown here.
      </p>
    </main>
  );
}
