/*
 * The S2008 glucose-insulin equations (Dalla Man, Rizza, Cobelli 2007, IEEE Trans. Biomed. Eng. 54:1740-1749; gastric emptying
 * ibid. 53:2472-2478) by Dormand-Prince 5(4) with dense output and the step control of Hairer, Norsett, Wanner, "Solving ordinary
 * differential equations I", II.4 to II.6: one patient after another, scalar, the C library's tanh, exp and log.
 *
 *   patients INPUT OUTPUT ROUNDS  -> the least seconds of the rounds
 *
 * INPUT, doubles: patients, changes, samples, relative and absolute tolerance, then times of samples, changes (time, input,
 * value), and for each patient 13 states, 31 parameters, 4 inputs. OUTPUT, doubles: 13 states at each sample of each patient.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { N = 13, P = 31, U = 4 };

enum {
  BW, KMAX, KMIN, B, D_, KABS, F, KP1, KP2, KP3, FSNC, KE1, KE2, K1, K2, VM0, VMX, KM0,
  M1, M2, M4, M30, KA1, KA2, KD, VI, P2U, KI, IB, KSC, VG
};

static void slope(const double *restrict y, const double *restrict p, const double *restrict u, double *restrict dy) {
  const double stomach = y[0] + y[1];
  double empty = p[KMAX];
  if (u[2] > 0) {
    const double a = 5 / (2 * u[2] * (1 - p[B])), c = 5 / (2 * u[2] * p[D_]);
    empty = p[KMIN] + (p[KMAX] - p[KMIN]) / 2 *
                          (tanh(a * (stomach - p[B] * u[2])) - tanh(c * (stomach - p[D_] * u[2])) + 2);
  }
  const double appearance = p[F] * p[KABS] * y[2] / p[BW];
  const double production = fmax(p[KP1] - p[KP2] * y[3] - p[KP3] * y[8], 0);
  const double excretion = p[KE1] * fmax(y[3] - p[KE2], 0);
  const double use = (p[VM0] + p[VMX] * y[6]) * y[4] / (p[KM0] + y[4]);
  const double insulin = y[5] / p[VI];
  const double infusion = u[1] * 6000 / p[BW];
  dy[0] = -p[KMAX] * y[0] + u[0];
  dy[1] = p[KMAX] * y[0] - empty * y[1];
  dy[2] = empty * y[1] - p[KABS] * y[2];
  dy[3] = y[3] >= 0 ? production + appearance - p[FSNC] - excretion - p[K1] * y[3] + p[K2] * y[4] + u[3] : 0;
  dy[4] = y[4] >= 0 ? -use + p[K1] * y[3] - p[K2] * y[4] : 0;
  dy[5] = y[5] >= 0 ? -(p[M2] + p[M4]) * y[5] + p[M1] * y[9] + p[KA1] * y[10] + p[KA2] * y[11] : 0;
  dy[6] = -p[P2U] * y[6] + p[P2U] * (insulin - p[IB]);
  dy[7] = -p[KI] * (y[7] - insulin);
  dy[8] = -p[KI] * (y[8] - y[7]);
  dy[9] = y[9] >= 0 ? -(p[M1] + p[M30]) * y[9] + p[M2] * y[5] : 0;
  dy[10] = y[10] >= 0 ? infusion - (p[KA1] + p[KD]) * y[10] : 0;
  dy[11] = y[11] >= 0 ? p[KD] * y[10] - p[KA2] * y[11] : 0;
  dy[12] = y[12] >= 0 ? -p[KSC] * y[12] + p[KSC] * y[3] : 0;
}

static double first_step(const double *y, const double *k1, const double *p, const double *u, double rel, double abs_,
                         double longest) {
  double slopes = 0, size = 0, bend = 0, trial[N], k2[N];
  for (int i = 0; i < N; i++) {
    const double scale = abs_ + rel * fabs(y[i]);
    slopes += (k1[i] / scale) * (k1[i] / scale);
    size += (y[i] / scale) * (y[i] / scale);
  }
  double h = slopes <= 1e-10 || size <= 1e-10 ? 1e-6 : 0.01 * sqrt(size / slopes);
  h = fmin(h, longest);
  for (int i = 0; i < N; i++) trial[i] = y[i] + h * k1[i];
  slope(trial, p, u, k2);
  for (int i = 0; i < N; i++) {
    const double e = (k2[i] - k1[i]) / (abs_ + rel * fabs(y[i]));
    bend += e * e;
  }
  const double steepest = fmax(sqrt(bend) / h, sqrt(slopes));
  const double next = steepest <= 1e-15 ? fmax(1e-6, h * 1e-3) : pow(0.01 / steepest, 0.2);
  return fmin(fmin(100 * h, next), longest);
}

/* From t to end, taking the samples before end (or at it, if last). Returns how many samples are taken by now. */
static long stretch(double *y, const double *p, const double *u, double t, double end, double rel, double abs_,
                    const double *times, long samples, long taken, int last, double *rows) {
  double k[7][N], next[N], trial[N];
  slope(y, p, u, k[0]);
  double h = first_step(y, k[0], p, u, rel, abs_, end - t), previous = pow(1e-4, 0.04);
  int rejected = 0;
  for (;;) {
    const int final = t + 1.01 * h >= end;
    if (final) h = end - t;
    for (int i = 0; i < N; i++) trial[i] = y[i] + h * 0.2 * k[0][i];
    slope(trial, p, u, k[1]);
    for (int i = 0; i < N; i++) trial[i] = y[i] + h * (3.0 / 40 * k[0][i] + 9.0 / 40 * k[1][i]);
    slope(trial, p, u, k[2]);
    for (int i = 0; i < N; i++) trial[i] = y[i] + h * (44.0 / 45 * k[0][i] - 56.0 / 15 * k[1][i] + 32.0 / 9 * k[2][i]);
    slope(trial, p, u, k[3]);
    for (int i = 0; i < N; i++)
      trial[i] = y[i] + h * (19372.0 / 6561 * k[0][i] - 25360.0 / 2187 * k[1][i] + 64448.0 / 6561 * k[2][i] -
                             212.0 / 729 * k[3][i]);
    slope(trial, p, u, k[4]);
    for (int i = 0; i < N; i++)
      trial[i] = y[i] + h * (9017.0 / 3168 * k[0][i] - 355.0 / 33 * k[1][i] + 46732.0 / 5247 * k[2][i] +
                             49.0 / 176 * k[3][i] - 5103.0 / 18656 * k[4][i]);
    slope(trial, p, u, k[5]);
    for (int i = 0; i < N; i++)
      next[i] = y[i] + h * (35.0 / 384 * k[0][i] + 500.0 / 1113 * k[2][i] + 125.0 / 192 * k[3][i] -
                            2187.0 / 6784 * k[4][i] + 11.0 / 84 * k[5][i]);
    slope(next, p, u, k[6]);
    double sum = 0;
    for (int i = 0; i < N; i++) {
      const double e = h * (71.0 / 57600 * k[0][i] - 71.0 / 16695 * k[2][i] + 71.0 / 1920 * k[3][i] -
                            17253.0 / 339200 * k[4][i] + 22.0 / 525 * k[5][i] - 1.0 / 40 * k[6][i]) /
                       (abs_ + rel * fmax(fabs(y[i]), fabs(next[i])));
      sum += e * e;
    }
    const double error = sqrt(sum / N);
    const double power = pow(error, 0.2 - 0.75 * 0.04);
    if (!(error <= 1)) {
      h /= isfinite(error) ? fmin(5, power / 0.9) : 10;
      rejected = 1;
      continue;
    }
    const double to = final ? end : t + h;
    int prepared = 0;
    double rise[N], bulge[N], third[N], fourth[N];
    while (taken < samples && (times[taken] < to || (times[taken] == to && (!final || last)))) {
      if (!prepared) {
        prepared = 1;
        for (int i = 0; i < N; i++) {
          rise[i] = next[i] - y[i];
          bulge[i] = h * k[0][i] - rise[i];
          third[i] = rise[i] - h * k[6][i] - bulge[i];
          fourth[i] = h * (-12715105075.0 / 11282082432 * k[0][i] + 87487479700.0 / 32700410799 * k[2][i] -
                           10690763975.0 / 1880347072 * k[3][i] + 701980252875.0 / 199316789632 * k[4][i] -
                           1453857185.0 / 822651844 * k[5][i] + 69997945.0 / 29380423 * k[6][i]);
        }
      }
      const double s = (times[taken] - t) / h, r = 1 - s;
      for (int i = 0; i < N; i++)
        rows[taken * N + i] = y[i] + s * (rise[i] + r * (bulge[i] + s * (third[i] + r * fourth[i])));
      taken++;
    }
    const double grown = h / fmax(0.1, fmin(5, power / previous / 0.9));
    previous = pow(fmax(error, 1e-4), 0.04);
    memcpy(y, next, sizeof next);
    memcpy(k[0], k[6], sizeof next);
    if (final) return taken;
    t = to;
    h = rejected ? fmin(grown, h) : grown;
    rejected = 0;
  }
}

int main(int count, char **given) {
  FILE *in = count == 4 ? fopen(given[1], "rb") : NULL;
  double head[5];
  if (in == NULL || fread(head, sizeof(double), 5, in) != 5) return 2;
  const long patients = (long)head[0], changes = (long)head[1], samples = (long)head[2], width = N + P + U;
  const long total = samples + 3 * changes + patients * width;
  double *data = malloc(total * sizeof(double)), *rows = malloc(patients * samples * N * sizeof(double));
  if (data == NULL || rows == NULL || fread(data, sizeof(double), total, in) != (size_t)total) return 2;
  fclose(in);
  const double *times = data, *change = data + samples, *people = change + 3 * changes;
  double least = INFINITY;
  for (int round = atoi(given[3]); round > 0; round--) {
    struct timespec from, until;
    clock_gettime(CLOCK_MONOTONIC, &from);
    for (long m = 0; m < patients; m++) {
      double y[N], u[U], t = 0;
      const double *p = people + m * width + N;
      memcpy(y, people + m * width, sizeof y);
      memcpy(u, p + P, sizeof u);
      long taken = 0;
      for (long i = 0; i <= changes; i++) {
        const double end = i < changes ? change[3 * i] : times[samples - 1];
        if (end > t) {
          taken = stretch(y, p, u, t, end, head[3], head[4], times, samples, taken, i == changes, rows + m * samples * N);
          t = end;
        }
        if (i < changes) u[(int)change[3 * i + 1]] = change[3 * i + 2];
      }
    }
    clock_gettime(CLOCK_MONOTONIC, &until);
    least = fmin(least, (double)(until.tv_sec - from.tv_sec) + 1e-9 * (double)(until.tv_nsec - from.tv_nsec));
  }
  FILE *out = fopen(given[2], "wb");
  if (out == NULL || fwrite(rows, sizeof(double), patients * samples * N, out) != (size_t)(patients * samples * N)) return 2;
  fclose(out);
  printf("%.9f\n", least);
  return 0;
}
