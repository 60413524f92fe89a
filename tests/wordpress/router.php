<?php
// The router of PHP's own server: files as they are, everything else to WordPress.
$path = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
$file = __DIR__ . '/www' . $path;
if ($path !== '/' && is_file($file)) {
    return false;
}
require __DIR__ . '/www/index.php';
