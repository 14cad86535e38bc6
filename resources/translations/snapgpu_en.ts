<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Backup</name>
    <message numerus="yes">
        <source>%n file(s) could not be read: %1</source>
        <translation>
            <numerusform>%n file could not be read: %1</numerusform>
            <numerusform>%n files could not be read: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Restore</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) could not be restored, the first of them %1: the repository is damaged there. Run &quot;restic check --read-data&quot; to see how much is lost.</source>
        <translation>
            <numerusform>%n file could not be restored, %1: the repository is damaged there. Run &quot;restic check --read-data&quot; to see how much is lost.</numerusform>
            <numerusform>%n files could not be restored, the first of them %1: the repository is damaged there. Run &quot;restic check --read-data&quot; to see how much is lost.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) could not be restored; the first is %1 (%2). Restore again; what is whole is kept.</source>
        <translation>
            <numerusform>%n file could not be restored: %1 (%2). Restore again; what is whole is kept.</numerusform>
            <numerusform>%n files could not be restored; the first is %1 (%2). Restore again; what is whole is kept.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>snapgpu</name>
    <message numerus="yes">
        <source>%n smaller group(s) left out</source>
        <translation>
            <numerusform>%n smaller group left out</numerusform>
            <numerusform>%n smaller groups left out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n dud(s)</source>
        <translation>
            <numerusform>%n dud</numerusform>
            <numerusform>%n duds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) off</source>
        <translation>
            <numerusform>%n day off</numerusform>
            <numerusform>%n days off</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n h off</source>
        <translation>
            <numerusform>%n h off</numerusform>
            <numerusform>%n h off</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln boot(s)</source>
        <translation>
            <numerusform>%Ln boot</numerusform>
            <numerusform>%Ln boots</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln attempt(s)</source>
        <translation>
            <numerusform>%Ln attempt</numerusform>
            <numerusform>%Ln attempts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>p50 %1 · %Ln boot(s)</source>
        <translation>
            <numerusform>p50 %1 · %Ln boot</numerusform>
            <numerusform>p50 %1 · %Ln boots</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>p50 not reached · %Ln boot(s)</source>
        <translation>
            <numerusform>p50 not reached · %Ln boot</numerusform>
            <numerusform>p50 not reached · %Ln boots</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>snapgpu::Activity</name>
    <message numerus="yes">
        <source>%n machine(s) rented</source>
        <translation>
            <numerusform>%n machine rented</numerusform>
            <numerusform>%n machines rented</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n wave(s)</source>
        <translation>
            <numerusform>%n wave</numerusform>
            <numerusform>%n waves</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n fell out</source>
        <translation>
            <numerusform>%n fell out</numerusform>
            <numerusform>%n fell out</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>snapgpu::ActivityPage</name>
    <message numerus="yes">
        <source>%1 of %Ln entry(s) shown</source>
        <translation>
            <numerusform>%1 of %Ln entry shown</numerusform>
            <numerusform>%1 of %Ln entries shown</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>snapgpu::BrowserDetails</name>
    <message numerus="yes">
        <source>%n chosen</source>
        <translation>
            <numerusform>%n chosen</numerusform>
            <numerusform>%n chosen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>snapgpu::BrowserDownload</name>
    <message numerus="yes">
        <source>%n special file(s) left out (%1): devices are made by root only (&quot;sudo restic restore&quot;), sockets by the program that listens on them.</source>
        <translation>
            <numerusform>%n special file left out (%1): devices are made by root only (&quot;sudo restic restore&quot;), sockets by the program that listens on them.</numerusform>
            <numerusform>%n special files left out (%1): devices are made by root only (&quot;sudo restic restore&quot;), sockets by the program that listens on them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) may be hard links of others and came as files of their own: the restic on the VPS is too old to tell. One of 0.16.1 or newer there joins them.</source>
        <translation>
            <numerusform>%n file may be a hard link of another and came as a file of its own: the restic on the VPS is too old to tell. One of 0.16.1 or newer there joins them.</numerusform>
            <numerusform>%n files may be hard links of others and came as files of their own: the restic on the VPS is too old to tell. One of 0.16.1 or newer there joins them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 in %Ln file(s) restored into %2.</source>
        <translation>
            <numerusform>%1 in %Ln file restored into %2.</numerusform>
            <numerusform>%1 in %Ln files restored into %2.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>owner or group of %Ln file(s) and folder(s)</source>
        <translation>
            <numerusform>owner or group of %Ln file or folder</numerusform>
            <numerusform>owner or group of %Ln files and folders</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>setuid or setgid of %Ln</source>
        <translation>
            <numerusform>setuid or setgid of %Ln</numerusform>
            <numerusform>setuid or setgid of %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>extended attributes of %Ln</source>
        <translation>
            <numerusform>extended attributes of %Ln</numerusform>
            <numerusform>extended attributes of %Ln</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>snapgpu::BrowserTimeline</name>
    <message numerus="yes">
        <source>%Ln other(s)</source>
        <translation>
            <numerusform>%Ln other</numerusform>
            <numerusform>%Ln others</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>snapgpu::BrowserVersions</name>
    <message numerus="yes">
        <source>%n version(s)</source>
        <translation>
            <numerusform>%n version</numerusform>
            <numerusform>%n versions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n snapshot(s)</source>
        <translation>
            <numerusform>in %n snapshot</numerusform>
            <numerusform>in %n snapshots</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>snapgpu::BrowserView</name>
    <message numerus="yes">
        <source>%Ln entries so far</source>
        <translation>
            <numerusform>%Ln entry so far</numerusform>
            <numerusform>%Ln entries so far</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln match(es)</source>
        <translation>
            <numerusform>%Ln match</numerusform>
            <numerusform>%Ln matches</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>snapgpu::CheckList</name>
    <message numerus="yes">
        <source>%Ln offer(s)</source>
        <translation>
            <numerusform>%Ln offer</numerusform>
            <numerusform>%Ln offers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>snapgpu::ChipBar</name>
    <message numerus="yes">
        <source>%n filter(s)</source>
        <translation>
            <numerusform>%n filter</numerusform>
            <numerusform>%n filters</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>not in %n place(s)</source>
        <translation>
            <numerusform>not in %n place</numerusform>
            <numerusform>not in %n places</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n place(s)</source>
        <translation>
            <numerusform>%n place</numerusform>
            <numerusform>%n places</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>not %n model(s)</source>
        <translation>
            <numerusform>not %n model</numerusform>
            <numerusform>not %n models</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n model(s)</source>
        <translation>
            <numerusform>%n model</numerusform>
            <numerusform>%n models</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>snapgpu::DiffTreeModel</name>
    <message numerus="yes">
        <source>%1, %Ln changed file(s) inside</source>
        <translation>
            <numerusform>%1, %Ln changed file inside</numerusform>
            <numerusform>%1, %Ln changed files inside</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>snapgpu::EmptyOffers</name>
    <message numerus="yes">
        <source>Of %Ln loaded offer(s) none fits every filter; the first of these costs the most.</source>
        <translation>
            <numerusform>The %Ln loaded offer does not fit every filter; the first of these costs the most.</numerusform>
            <numerusform>Of %Ln loaded offers none fits every filter; the first of these costs the most.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of %Ln loaded offer(s) none fits, and no single filter is to blame; the first of these refuses the most.</source>
        <translation>
            <numerusform>The %Ln loaded offer does not fit, and no single filter is to blame; the first of these refuses the most.</numerusform>
            <numerusform>Of %Ln loaded offers none fits, and no single filter is to blame; the first of these refuses the most.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln offer(s) without it</source>
        <translation>
            <numerusform>%Ln offer without it</numerusform>
            <numerusform>%Ln offers without it</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>refuses %Ln offer(s)</source>
        <translation>
            <numerusform>refuses %Ln offer</numerusform>
            <numerusform>refuses %Ln offers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>snapgpu::ForgetDialog</name>
    <message numerus="yes">
        <source>Forget %Ln snapshot(s)?</source>
        <translation>
            <numerusform>Forget %Ln snapshot?</numerusform>
            <numerusform>Forget %Ln snapshots?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Forget %Ln snapshot(s)</source>
        <translation>
            <numerusform>&amp;Forget %Ln snapshot</numerusform>
            <numerusform>&amp;Forget %Ln snapshots</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>snapgpu::HostTableModel</name>
    <message numerus="yes">
        <source>%1; came back with another GPU %n time(s)</source>
        <translation>
            <numerusform>%1; came back with another GPU %n time</numerusform>
            <numerusform>%1; came back with another GPU %n times</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>snapgpu::HostsFilterBar</name>
    <message numerus="yes">
        <source>last %n day(s)</source>
        <translation>
            <numerusform>last %n day</numerusform>
            <numerusform>last %n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>snapgpu::HostsPage</name>
    <message numerus="yes">
        <source>%Ln boot(s)</source>
        <translation>
            <numerusform>%Ln boot</numerusform>
            <numerusform>%Ln boots</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln machine(s)</source>
        <translation>
            <numerusform>%Ln machine</numerusform>
            <numerusform>%Ln machines</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln record(s) skipped: the clock jumped, or they cannot be read</source>
        <translation>
            <numerusform>%Ln record skipped: the clock jumped, or they cannot be read</numerusform>
            <numerusform>%Ln records skipped: the clock jumped, or they cannot be read</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln record(s) not stored yet</source>
        <translation>
            <numerusform>%Ln record not stored yet</numerusform>
            <numerusform>%Ln records not stored yet</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>snapgpu::HostsPanel</name>
    <message numerus="yes">
        <source>Its %Ln boot(s), restores and your mark are removed from the memory for good; a race meets it as a stranger.</source>
        <translation>
            <numerusform>Its %Ln boot, restores and your mark are removed from the memory for good; a race meets it as a stranger.</numerusform>
            <numerusform>Its %Ln boots, restores and your mark are removed from the memory for good; a race meets it as a stranger.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>snapgpu::LaunchPage</name>
    <message numerus="yes">
        <source>%Ln ticked: only these race</source>
        <translation>
            <numerusform>%Ln ticked: only this one races</numerusform>
            <numerusform>%Ln ticked: only these race</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln older, dimmed</source>
        <translation>
            <numerusform>%Ln older, dimmed</numerusform>
            <numerusform>%Ln older, dimmed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>snapgpu::LaunchSession</name>
    <message numerus="yes">
        <source>%n machine(s) could not be confirmed destroyed: %1. They stay in the ledger; run &quot;snapgpu-cli sweep&quot; or leave SnapGPU open, and it goes on trying.</source>
        <translation>
            <numerusform>%n machine could not be confirmed destroyed: %1. It stays in the ledger; run &quot;snapgpu-cli sweep&quot; or leave SnapGPU open, and it goes on trying.</numerusform>
            <numerusform>%n machines could not be confirmed destroyed: %1. They stay in the ledger; run &quot;snapgpu-cli sweep&quot; or leave SnapGPU open, and it goes on trying.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The machine did not confirm that it stays. It may destroy itself %n minute(s) after its start; to keep it, log in and run: echo kept &gt; /root/.snapgpu/lease</source>
        <translation>
            <numerusform>The machine did not confirm that it stays. It may destroy itself %n minute after its start; to keep it, log in and run: echo kept &gt; /root/.snapgpu/lease</numerusform>
            <numerusform>The machine did not confirm that it stays. It may destroy itself %n minutes after its start; to keep it, log in and run: echo kept &gt; /root/.snapgpu/lease</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n machine(s) of an earlier launch are still being destroyed. %1</source>
        <translation>
            <numerusform>%n machine of an earlier launch is still being destroyed. %1</numerusform>
            <numerusform>%n machines of an earlier launch are still being destroyed. %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>snapgpu::MachineBackups</name>
    <message numerus="yes">
        <source>%n failure(s): %1</source>
        <translation>
            <numerusform>%n failure: %1</numerusform>
            <numerusform>%n failures: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>snapgpu::MachineTableModel</name>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>snapgpu::MachinesPage</name>
    <message numerus="yes">
        <source>%n machine(s) of SnapGPU: %1</source>
        <translation>
            <numerusform>%n machine of SnapGPU: %1</numerusform>
            <numerusform>%n machines of SnapGPU: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n foreign: %1</source>
        <translation>
            <numerusform>%n foreign: %1</numerusform>
            <numerusform>%n foreign: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>snapgpu::MainWindow</name>
    <message numerus="yes">
        <source>%n machine(s) still cost money</source>
        <translation>
            <numerusform>%n machine still costs money</numerusform>
            <numerusform>%n machines still cost money</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Keep %n machine(s) and quit</source>
        <translation>
            <numerusform>Keep %n machine and quit</numerusform>
            <numerusform>Keep %n machines and quit</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n restore(s) are under way; on a machine that is kept they go on without this window.</source>
        <translation>
            <numerusform>%n restore is under way; on a machine that is kept it goes on without this window.</numerusform>
            <numerusform>%n restores are under way; on a machine that is kept they go on without this window.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n restore(s) that were begun earlier go on.</source>
        <translation>
            <numerusform>%n restore that was begun earlier goes on.</numerusform>
            <numerusform>%n restores that were begun earlier go on.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n backup(s) are under way; on a machine that is kept they go on without this window.</source>
        <translation>
            <numerusform>%n backup is under way; on a machine that is kept it goes on without this window.</numerusform>
            <numerusform>%n backups are under way; on a machine that is kept they go on without this window.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>snapgpu::MoneyLine</name>
    <message numerus="yes">
        <source>%n machine(s)</source>
        <translation>
            <numerusform>%n machine</numerusform>
            <numerusform>%n machines</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n will not die</source>
        <translation>
            <numerusform>%n will not die</numerusform>
            <numerusform>%n will not die</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>destroying %n</source>
        <translation>
            <numerusform>destroying %n</numerusform>
            <numerusform>destroying %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n on another account</source>
        <translation>
            <numerusform>%n on another account</numerusform>
            <numerusform>%n on another account</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>snapgpu::OfferView</name>
    <message numerus="yes">
        <source>%Ln offer(s) written to %1.</source>
        <translation>
            <numerusform>%Ln offer written to %1.</numerusform>
            <numerusform>%Ln offers written to %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>snapgpu::PlaceMap</name>
    <message numerus="yes">
        <source>%Ln offer(s)</source>
        <translation>
            <numerusform>%Ln offer</numerusform>
            <numerusform>%Ln offers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>snapgpu::RacePage</name>
    <message numerus="yes">
        <source>%n launched</source>
        <translation>
            <numerusform>%n launched</numerusform>
            <numerusform>%n launched</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n being destroyed</source>
        <translation>
            <numerusform>%n being destroyed</numerusform>
            <numerusform>%n being destroyed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n refused</source>
        <translation>
            <numerusform>%n refused</numerusform>
            <numerusform>%n refused</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n alive</source>
        <translation>
            <numerusform>%n alive</numerusform>
            <numerusform>%n alive</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n destroyed</source>
        <translation>
            <numerusform>%n destroyed</numerusform>
            <numerusform>%n destroyed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>snapgpu::RedLine</name>
    <message numerus="yes">
        <source>%n machine(s) will not die and may cost money</source>
        <translation>
            <numerusform>%n machine will not die and may cost money</numerusform>
            <numerusform>%n machines will not die and may cost money</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>snapgpu::RestorePanel</name>
    <message numerus="yes">
        <source>%n connection(s)</source>
        <translation>
            <numerusform>%n connection</numerusform>
            <numerusform>%n connections</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>snapgpu::SettingsDialog</name>
    <message numerus="yes">
        <source>It works: %Ln boot(s) are remembered there.</source>
        <translation>
            <numerusform>It works: %Ln boot is remembered there.</numerusform>
            <numerusform>It works: %Ln boots are remembered there.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>snapgpu::SnapshotFacts</name>
    <message numerus="yes">
        <source>%Ln snapshots hold exactly these files; the oldest is of %1.</source>
        <translation>
            <numerusform>%Ln snapshot holds exactly these files; the oldest is of %1.</numerusform>
            <numerusform>%Ln snapshots hold exactly these files; the oldest is of %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>One of %Ln snapshots with exactly these files.</source>
        <translation>
            <numerusform>The only snapshot with exactly these files.</numerusform>
            <numerusform>One of %Ln snapshots with exactly these files.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>snapgpu::SnapshotListView</name>
    <message numerus="yes">
        <source>%Ln snapshot(s)</source>
        <translation>
            <numerusform>%Ln snapshot</numerusform>
            <numerusform>%Ln snapshots</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>snapgpu::SnapshotTableModel</name>
    <message numerus="yes">
        <source>%1, %n snapshot(s), %2, %3</source>
        <translation>
            <numerusform>%1, %n snapshot, %2, %3</numerusform>
            <numerusform>%1, %n snapshots, %2, %3</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>snapgpu::Sweeper</name>
    <message numerus="yes">
        <source>%n machine(s) will not die; SnapGPU keeps trying. %1</source>
        <translation>
            <numerusform>%n machine will not die; SnapGPU keeps trying. %1</numerusform>
            <numerusform>%n machines will not die; SnapGPU keeps trying. %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Destroying %n machine(s).</source>
        <translation>
            <numerusform>Destroying %n machine.</numerusform>
            <numerusform>Destroying %n machines.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n machine(s) were rented with another account and may be billing there. Start SnapGPU with that account&apos;s API key to destroy them.</source>
        <translation>
            <numerusform>%n machine was rented with another account and may be billing there. Start SnapGPU with that account&apos;s API key to destroy it.</numerusform>
            <numerusform>%n machines were rented with another account and may be billing there. Start SnapGPU with that account&apos;s API key to destroy them.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>snapgpu::TagsDialog</name>
    <message numerus="yes">
        <source>Tags of %n snapshot(s)</source>
        <translation>
            <numerusform>Tags of %n snapshot</numerusform>
            <numerusform>Tags of %n snapshots</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>snapgpu::Tray</name>
    <message numerus="yes">
        <source>%n machine(s), %1</source>
        <translation>
            <numerusform>%n machine, %1</numerusform>
            <numerusform>%n machines, %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n machine(s) will not die</source>
        <translation>
            <numerusform>%n machine will not die</numerusform>
            <numerusform>%n machines will not die</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n machine(s) on another account</source>
        <translation>
            <numerusform>%n machine on another account</numerusform>
            <numerusform>%n machines on another account</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>snapgpu::WindowProgram</name>
    <message numerus="yes">
        <source>%Ln machine(s) of %1 may still be alive and billing: choose %1 in the settings to see them.</source>
        <translation>
            <numerusform>%Ln machine of %1 may still be alive and billing: choose %1 in the settings to see it.</numerusform>
            <numerusform>%Ln machines of %1 may still be alive and billing: choose %1 in the settings to see them.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>snapgpu::cli::LaunchReporter</name>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n file</numerusform>
            <numerusform>%n files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>snapgpu::cli::Runner</name>
    <message numerus="yes">
        <source>%n machine(s) could not be confirmed destroyed. %1</source>
        <translation>
            <numerusform>%n machine could not be confirmed destroyed. %1</numerusform>
            <numerusform>%n machines could not be confirmed destroyed. %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n different tree(s)</source>
        <translation>
            <numerusform>%n different tree</numerusform>
            <numerusform>%n different trees</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Leaving while %n machine(s) may be alive; the next start destroys what is not kept.</source>
        <translation>
            <numerusform>Leaving while %n machine may be alive; the next start destroys what is not kept.</numerusform>
            <numerusform>Leaving while %n machines may be alive; the next start destroys what is not kept.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n race(s)</source>
        <translation>
            <numerusform>%n race</numerusform>
            <numerusform>%n races</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) were skipped: %1 with negative times, %2 from a clock that jumped, %3 unreadable.</source>
        <translation>
            <numerusform>%n record was skipped: %1 with negative times, %2 from a clock that jumped, %3 unreadable.</numerusform>
            <numerusform>%n records were skipped: %1 with negative times, %2 from a clock that jumped, %3 unreadable.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) were skipped: not understood, or with impossible times.</source>
        <translation>
            <numerusform>%n line was skipped: not understood, or with impossible times.</numerusform>
            <numerusform>%n lines were skipped: not understood, or with impossible times.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n attempt(s)</source>
        <translation>
            <numerusform>%n attempt</numerusform>
            <numerusform>%n attempts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n attempt(s) of machine %1 are forgotten.</source>
        <translation>
            <numerusform>%n attempt of machine %1 is forgotten.</numerusform>
            <numerusform>%n attempts of machine %1 are forgotten.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) written to %1.</source>
        <translation>
            <numerusform>%n record written to %1.</numerusform>
            <numerusform>%n records written to %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new record(s) from %1.</source>
        <translation>
            <numerusform>%n new record from %1.</numerusform>
            <numerusform>%n new records from %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n place(s)</source>
        <translation>
            <numerusform>%n place</numerusform>
            <numerusform>%n places</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n machine(s) destroyed; nothing is left behind.</source>
        <translation>
            <numerusform>%n machine destroyed; nothing is left behind.</numerusform>
            <numerusform>%n machines destroyed; nothing is left behind.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n machine(s), %1/h</source>
        <translation>
            <numerusform>%n machine, %1/h</numerusform>
            <numerusform>%n machines, %1/h</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n snapshot(s)</source>
        <translation>
            <numerusform>%n snapshot</numerusform>
            <numerusform>%n snapshots</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n snapshot(s) to forget</source>
        <translation>
            <numerusform>%n snapshot to forget</numerusform>
            <numerusform>%n snapshots to forget</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n snapshot(s) left</source>
        <translation>
            <numerusform>%n snapshot left</numerusform>
            <numerusform>%n snapshots left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n attempt(s) wait here until the team&apos;s server can be reached.</source>
        <translation>
            <numerusform>%n attempt waits here until the team&apos;s server can be reached.</numerusform>
            <numerusform>%n attempts wait here until the team&apos;s server can be reached.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n file</numerusform>
            <numerusform>%n files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failure(s) in a row: %1</source>
        <translation>
            <numerusform>%n failure: %1</numerusform>
            <numerusform>%n failures in a row: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>snapgpu::format</name>
    <message numerus="yes">
        <source>%n min ago</source>
        <translation>
            <numerusform>%n min ago</numerusform>
            <numerusform>%n min ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n h ago</source>
        <translation>
            <numerusform>%n h ago</numerusform>
            <numerusform>%n h ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) ago</source>
        <translation>
            <numerusform>%n day ago</numerusform>
            <numerusform>%n days ago</numerusform>
        </translation>
    </message>
</context>
</TS>
