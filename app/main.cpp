#include "app/command_line.h"
#include "app/isolated.h"

const bool gazetted::app::answers_isolated = true;

int main(int argc, char** argv) { return gazetted::app::run_command_line(argc, argv); }
