// What `bench events` compares the event calendar with: the same loops over std::priority_queue, the same key
// (time, phase, priority, sequence), the same random words. Usage: priority-queue mm1 EVENTS | hold PENDING EVENTS
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <queue>
#include <vector>

struct Event {
  double time;
  int32_t phase, priority;
  uint64_t sequence;
  int32_t kind, subject;
};

struct Later {
  bool operator()(const Event& a, const Event& b) const {
    if (a.time != b.time) return a.time > b.time;
    if (a.phase != b.phase) return a.phase > b.phase;
    if (a.priority != b.priority) return a.priority > b.priority;
    return a.sequence > b.sequence;
  }
};

typedef std::priority_queue<Event, std::vector<Event>, Later> Calendar;

static uint32_t word = 2463534242u;
static double uniform() {
  word ^= word << 13;
  word ^= word >> 17;
  word ^= word << 5;
  return (word + 0.5) * 2.3283064365386963e-10;
}
static double exponential(double mean) { return -mean * std::log(uniform()); }

int main(int argc, char** argv) {
  Calendar calendar;
  uint64_t sequence = 0;
  const bool mm1 = argc > 1 && std::strcmp(argv[1], "mm1") == 0;
  const long pending = mm1 ? 0 : std::atol(argv[2]);
  const long events = std::atol(argv[mm1 ? 2 : 3]);
  double mean = 0;
  for (long i = 0; i < pending; i++) calendar.push(Event{exponential(1), 0, 0, sequence++, 1, int32_t(i)});
  const auto started = std::chrono::steady_clock::now();
  if (mm1) {
    const double between = 1.25, service = 1;
    double area = 0, now = 0;
    long inside = 0;
    calendar.push(Event{exponential(between), 0, 0, sequence++, 1, 0});
    for (long i = 0; i < events; i++) {
      const Event event = calendar.top();
      calendar.pop();
      area += inside * (event.time - now);
      now = event.time;
      if (event.kind == 1) {
        calendar.push(Event{now + exponential(between), 0, 0, sequence++, 1, 0});
        if (++inside == 1) calendar.push(Event{now + exponential(service), 0, 0, sequence++, 2, 0});
      } else if (--inside > 0) {
        calendar.push(Event{now + exponential(service), 0, 0, sequence++, 2, 0});
      }
    }
    mean = area / now;
  } else {
    for (long i = 0; i < events; i++) {
      const Event event = calendar.top();
      calendar.pop();
      calendar.push(Event{event.time + exponential(1), 0, 0, sequence++, 1, event.subject});
      mean = event.time;
    }
  }
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
  std::printf("%.17g %.17g\n", seconds, mean);
  return 0;
}
