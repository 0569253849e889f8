/*
 * SUNDIALS CVODE (BDF) with analytic Jacobians on the problems of `bench stiff`: dense linear algebra, or the band solver for the
 * Brusselator.
 *
 *   cvode PROBLEM(rober|hires|brusselator) INPUT OUTPUT ROUNDS  -> the least seconds of the rounds
 *
 * INPUT, doubles: members, states, end time, relative and absolute tolerance, then the initial states of each member. OUTPUT,
 * doubles: the states of each member at the end.
 */
#include <cvode/cvode.h>
#include <math.h>
#include <nvector/nvector_serial.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sunlinsol/sunlinsol_band.h>
#include <sunlinsol/sunlinsol_dense.h>
#include <sunmatrix/sunmatrix_band.h>
#include <sunmatrix/sunmatrix_dense.h>
#include <time.h>

#define UNUSED (void)t, (void)user

static int rober(double t, N_Vector ny, N_Vector nf, void *user) {
  UNUSED;
  const double *y = N_VGetArrayPointer(ny);
  double *f = N_VGetArrayPointer(nf);
  f[0] = -0.04 * y[0] + 1e4 * y[1] * y[2];
  f[2] = 3e7 * y[1] * y[1];
  f[1] = -f[0] - f[2];
  return 0;
}

static int rober_jacobian(double t, N_Vector ny, N_Vector nf, SUNMatrix J, void *user, N_Vector a, N_Vector b, N_Vector c) {
  UNUSED, (void)nf, (void)a, (void)b, (void)c;
  const double *y = N_VGetArrayPointer(ny);
  SM_ELEMENT_D(J, 0, 0) = -0.04;
  SM_ELEMENT_D(J, 0, 1) = 1e4 * y[2];
  SM_ELEMENT_D(J, 0, 2) = 1e4 * y[1];
  SM_ELEMENT_D(J, 1, 0) = 0.04;
  SM_ELEMENT_D(J, 1, 1) = -1e4 * y[2] - 6e7 * y[1];
  SM_ELEMENT_D(J, 1, 2) = -1e4 * y[1];
  SM_ELEMENT_D(J, 2, 1) = 6e7 * y[1];
  return 0;
}

static int hires(double t, N_Vector ny, N_Vector nf, void *user) {
  UNUSED;
  const double *y = N_VGetArrayPointer(ny);
  double *f = N_VGetArrayPointer(nf);
  f[0] = -1.71 * y[0] + 0.43 * y[1] + 8.32 * y[2] + 0.0007;
  f[1] = 1.71 * y[0] - 8.75 * y[1];
  f[2] = -10.03 * y[2] + 0.43 * y[3] + 0.035 * y[4];
  f[3] = 8.32 * y[1] + 1.71 * y[2] - 1.12 * y[3];
  f[4] = -1.745 * y[4] + 0.43 * y[5] + 0.43 * y[6];
  f[5] = -280 * y[5] * y[7] + 0.69 * y[3] + 1.71 * y[4] - 0.43 * y[5] + 0.69 * y[6];
  f[6] = 280 * y[5] * y[7] - 1.81 * y[6];
  f[7] = -f[6];
  return 0;
}

static int hires_jacobian(double t, N_Vector ny, N_Vector nf, SUNMatrix J, void *user, N_Vector a, N_Vector b, N_Vector c) {
  UNUSED, (void)nf, (void)a, (void)b, (void)c;
  const double *y = N_VGetArrayPointer(ny);
  static const double linear[][3] = {
      {0, 0, -1.71}, {0, 1, 0.43}, {0, 2, 8.32}, {1, 0, 1.71}, {1, 1, -8.75}, {2, 2, -10.03}, {2, 3, 0.43}, {2, 4, 0.035},
      {3, 1, 8.32}, {3, 2, 1.71}, {3, 3, -1.12}, {4, 4, -1.745}, {4, 5, 0.43}, {4, 6, 0.43}, {5, 3, 0.69}, {5, 4, 1.71},
      {5, 6, 0.69}, {6, 6, -1.81}, {7, 6, 1.81}};
  for (size_t i = 0; i < sizeof linear / sizeof *linear; i++)
    SM_ELEMENT_D(J, (int)linear[i][0], (int)linear[i][1]) = linear[i][2];
  SM_ELEMENT_D(J, 5, 5) = -280 * y[7] - 0.43;
  SM_ELEMENT_D(J, 5, 7) = -280 * y[5];
  SM_ELEMENT_D(J, 6, 5) = 280 * y[7];
  SM_ELEMENT_D(J, 6, 7) = 280 * y[5];
  SM_ELEMENT_D(J, 7, 5) = -280 * y[7];
  SM_ELEMENT_D(J, 7, 7) = -280 * y[5];
  return 0;
}

/* Concentrations u and v at each grid point lie together: half bandwidth 2. */
static long points;

static int brusselator(double t, N_Vector ny, N_Vector nf, void *user) {
  UNUSED;
  const double *y = N_VGetArrayPointer(ny);
  double *f = N_VGetArrayPointer(nf);
  const double mixing = 0.02 * (double)(points + 1) * (double)(points + 1);
  for (long i = 0; i < points; i++) {
    const double u = y[2 * i], v = y[2 * i + 1], cubic = u * u * v;
    const double ul = i > 0 ? y[2 * i - 2] : 1, ur = i < points - 1 ? y[2 * i + 2] : 1;
    const double vl = i > 0 ? y[2 * i - 1] : 3, vr = i < points - 1 ? y[2 * i + 3] : 3;
    f[2 * i] = 1 + cubic - 4 * u + mixing * (ul - 2 * u + ur);
    f[2 * i + 1] = 3 * u - cubic + mixing * (vl - 2 * v + vr);
  }
  return 0;
}

static int brusselator_jacobian(double t, N_Vector ny, N_Vector nf, SUNMatrix J, void *user, N_Vector a, N_Vector b,
                                N_Vector c) {
  UNUSED, (void)nf, (void)a, (void)b, (void)c;
  const double *y = N_VGetArrayPointer(ny);
  const double mixing = 0.02 * (double)(points + 1) * (double)(points + 1);
  for (long i = 0; i < points; i++) {
    const double u = y[2 * i], v = y[2 * i + 1];
    SM_ELEMENT_B(J, 2 * i, 2 * i) = 2 * u * v - 4 - 2 * mixing;
    SM_ELEMENT_B(J, 2 * i, 2 * i + 1) = u * u;
    SM_ELEMENT_B(J, 2 * i + 1, 2 * i) = 3 - 2 * u * v;
    SM_ELEMENT_B(J, 2 * i + 1, 2 * i + 1) = -u * u - 2 * mixing;
    if (i > 0) {
      SM_ELEMENT_B(J, 2 * i, 2 * i - 2) = mixing;
      SM_ELEMENT_B(J, 2 * i + 1, 2 * i - 1) = mixing;
    }
    if (i < points - 1) {
      SM_ELEMENT_B(J, 2 * i, 2 * i + 2) = mixing;
      SM_ELEMENT_B(J, 2 * i + 1, 2 * i + 3) = mixing;
    }
  }
  return 0;
}

int main(int count, char **given) {
  FILE *in = count == 5 ? fopen(given[2], "rb") : NULL;
  double head[5];
  if (in == NULL || fread(head, sizeof(double), 5, in) != 5) return 2;
  const long members = (long)head[0], states = (long)head[1];
  double *starts = malloc(members * states * sizeof(double)), *ends = malloc(members * states * sizeof(double));
  if (starts == NULL || ends == NULL) return 2;
  if (fread(starts, sizeof(double), members * states, in) != (size_t)(members * states)) return 2;
  fclose(in);
  points = states / 2;
  const int band = strcmp(given[1], "brusselator") == 0, is_rober = strcmp(given[1], "rober") == 0;

  SUNContext context;
  SUNContext_Create(NULL, &context);
  N_Vector y = N_VNew_Serial(states, context);
  memcpy(N_VGetArrayPointer(y), starts, states * sizeof(double));
  SUNMatrix J = band ? SUNBandMatrix(states, 2, 2, context) : SUNDenseMatrix(states, states, context);
  SUNLinearSolver linear = band ? SUNLinSol_Band(y, J, context) : SUNLinSol_Dense(y, J, context);
  void *cvode = CVodeCreate(CV_BDF, context);
  CVodeInit(cvode, band ? brusselator : is_rober ? rober : hires, 0, y);
  CVodeSStolerances(cvode, head[3], head[4]);
  CVodeSetLinearSolver(cvode, linear, J);
  CVodeSetJacFn(cvode, band ? brusselator_jacobian : is_rober ? rober_jacobian : hires_jacobian);
  CVodeSetMaxNumSteps(cvode, 1000000);

  double least = INFINITY;
  for (int round = atoi(given[4]); round > 0; round--) {
    struct timespec from, until;
    clock_gettime(CLOCK_MONOTONIC, &from);
    for (long m = 0; m < members; m++) {
      double t;
      memcpy(N_VGetArrayPointer(y), starts + m * states, states * sizeof(double));
      CVodeReInit(cvode, 0, y);
      CVodeSetStopTime(cvode, head[2]);
      if (CVode(cvode, head[2], y, &t, CV_NORMAL) < 0) return 3;
      memcpy(ends + m * states, N_VGetArrayPointer(y), states * sizeof(double));
    }
    clock_gettime(CLOCK_MONOTONIC, &until);
    least = fmin(least, (double)(until.tv_sec - from.tv_sec) + 1e-9 * (double)(until.tv_nsec - from.tv_nsec));
  }
  FILE *out = fopen(given[3], "wb");
  if (out == NULL || fwrite(ends, sizeof(double), members * states, out) != (size_t)(members * states)) return 2;
  fclose(out);
  printf("%.9f\n", least);
  return 0;
}
