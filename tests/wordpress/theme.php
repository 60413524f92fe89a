<?php
// Switches the theme.
$_SERVER['HTTP_HOST'] = $argv[1];
require __DIR__ . '/www/wp-load.php';
switch_theme($argv[2]);
