# How everything is compiled. Targets get it by linking gazetted::settings.

option(GAZETTED_TESTS "build the tests" OFF)
option(GAZETTED_BENCH "build the benchmarks" OFF)
option(GAZETTED_WERROR "warnings are errors" OFF)
set(GAZETTED_SANITIZE "" CACHE STRING "sanitizers, as -fsanitize= takes them")

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

# Not optimised: with the sanitizers -O1 costs half as much again to compile, and GCC 12 warns of its own library.
set(CMAKE_CXX_FLAGS_DEV "" CACHE STRING "flags of the Dev build")
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -g1" CACHE STRING "flags of the Release build" FORCE)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})

find_program(GAZETTED_CCACHE ccache)
if(GAZETTED_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${GAZETTED_CCACHE})
endif()

add_library(gazetted_settings INTERFACE)
add_library(gazetted::settings ALIAS gazetted_settings)
target_include_directories(gazetted_settings INTERFACE ${CMAKE_SOURCE_DIR})
target_compile_options(gazetted_settings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Wnon-virtual-dtor
  $<$<BOOL:${GAZETTED_WERROR}>:-Werror>)
if(GAZETTED_SANITIZE)
  # Of UBSan's checks without those that address checking makes again: they are a third of the time to compile.
  target_compile_options(gazetted_settings INTERFACE
    -fsanitize=${GAZETTED_SANITIZE} -fno-sanitize=null,alignment,vptr,object-size
    -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(gazetted_settings INTERFACE -fsanitize=${GAZETTED_SANITIZE})
else()
  target_compile_definitions(gazetted_settings INTERFACE
    $<$<CONFIG:Release>:_FORTIFY_SOURCE=2>)
  target_compile_options(gazetted_settings INTERFACE -fstack-protector-strong)
endif()

find_program(GAZETTED_MOLD mold)
if(GAZETTED_MOLD)
  target_link_options(gazetted_settings INTERFACE -fuse-ld=mold)
endif()

# gazetted_library(NAME LIBRARIES...): the one static library of a folder, from all its sources.
function(gazetted_library name)
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  add_library(gazetted_${name} STATIC ${sources})
  add_library(gazetted::${name} ALIAS gazetted_${name})
  target_link_libraries(gazetted_${name} PUBLIC gazetted::settings ${ARGN})
endfunction()
