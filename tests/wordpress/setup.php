<?php
// Installs WordPress into the empty database and fills it with our posts (JSON on standard input).
define('WP_INSTALLING', true);
$_SERVER['HTTP_HOST'] = $argv[1];
$_SERVER['SERVER_PROTOCOL'] = 'HTTP/1.1';
require __DIR__ . '/www/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
require_once ABSPATH . 'wp-admin/includes/taxonomy.php';

function wp_new_blog_notification($title, $url, $user, $password) {}  // no mail

wp_install('Test Newsroom', 'editor', 'editor@example.org', true, '', 'not-a-secret');
foreach (get_posts(['post_type' => 'any', 'numberposts' => -1]) as $sample) {
    wp_delete_post($sample->ID, true);
}
update_option('timezone_string', 'America/Lima');
update_option('posts_per_page', 5);
global $wp_rewrite;
$wp_rewrite->set_permalink_structure('/%year%/%monthnum%/%postname%/');
$wp_rewrite->flush_rules(false);
foreach (json_decode(stream_get_contents(STDIN), true) as $post) {
    $categories = array_map('wp_create_category', $post['categories']);
    wp_insert_post([
        'post_title' => $post['title'], 'post_content' => $post['content'], 'post_excerpt' => $post['excerpt'],
        'post_date' => $post['date'], 'post_status' => 'publish', 'post_author' => 1,
        'post_category' => $categories, 'tags_input' => $post['tags'],
    ], true);
}
echo wp_count_posts()->publish;
