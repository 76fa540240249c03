// One of many parts: its name and its value come from the command line of the compiler.
int PART(void) {
  volatile int sum = 0;
  for (int i = 0; i < VALUE; i++) sum++;
  return sum;
}
