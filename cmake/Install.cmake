# What `cmake --install` puts where. The program itself is installed by app/.
#   cmake --install build/release --prefix /usr      with the unit, and the configuration in /etc

include(GNUInstallDirs)

# A unit belongs to the system, whatever the prefix; its ExecStart names this prefix's program.
pkg_get_variable(GAZETTED_UNIT_DIR systemd systemdsystemunitdir)
if(NOT GAZETTED_UNIT_DIR)
  set(GAZETTED_UNIT_DIR ${CMAKE_INSTALL_PREFIX}/lib/systemd/system)
endif()
install(CODE "
  file(READ \"${CMAKE_SOURCE_DIR}/systemd/gazetted.service\" unit)
  string(REPLACE \"/usr/bin/gazetted\" \"\${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_BINDIR}/gazetted\" unit \"\${unit}\")
  file(WRITE \"\$ENV{DESTDIR}${GAZETTED_UNIT_DIR}/gazetted.service\" \"\${unit}\")
  message(STATUS \"Installing: \$ENV{DESTDIR}${GAZETTED_UNIT_DIR}/gazetted.service\")
")

# What the administrator changed stays; the shipped files lie beside the manual as examples.
install(CODE "
  set(configuration \"\$ENV{DESTDIR}/etc/gazetted/gazetted.toml\")
  file(MAKE_DIRECTORY \"\$ENV{DESTDIR}/etc/gazetted/sites\")
  if(NOT EXISTS \"\${configuration}\")
    file(COPY \"${CMAKE_SOURCE_DIR}/config/gazetted.toml\" DESTINATION \"\$ENV{DESTDIR}/etc/gazetted\")
    message(STATUS \"Installing: \${configuration}\")
  endif()
")
install(FILES config/gazetted.toml config/sites/example.toml
  DESTINATION ${CMAKE_INSTALL_DATADIR}/gazetted/examples)

install(FILES README.md CHANGELOG.md LICENSE docs/manual.md DESTINATION ${CMAKE_INSTALL_DOCDIR})

# One page for the program and one for each command.
file(GLOB GAZETTED_MAN_PAGES CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/docs/man/*.1)
if(GAZETTED_MAN_PAGES)
  install(FILES ${GAZETTED_MAN_PAGES} DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
endif()
