// Adds up what the parts say.
#include <stdio.h>

int part1(void), part2(void), part3(void), part4(void), part5(void), part6(void);
int part7(void), part8(void), part9(void), part10(void), part11(void), part12(void);

int main(void) {
  printf("%d\n", part1() + part2() + part3() + part4() + part5() + part6() + part7() + part8() + part9() + part10() + part11() + part12());
  return 0;
}
