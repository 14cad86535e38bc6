<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="pt_BR" sourcelanguage="en">
<context>
    <name>ChipBar</name>
    <message>
        <source>GPU model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number of GPUs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Price</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reliability</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Download speed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verified hosts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear all filters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any number</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n GPU(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Any price</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>≤ %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any reliability</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>≥ %1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any speed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>≥ %1 Mb/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verified hosts only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All hosts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GPU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GPU · %1</source>
        <comment>number of models chosen</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Count</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Download</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>↓ ≥ %1 Mb/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verified</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n filter(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CommandLine</name>
    <message>
        <source>everything SnapGPU writes (default: SNAPGPU_HOME)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>one JSON object per line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>vast (the only one so far)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>address of the vast.ai API (default: VAST_URL)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>use the built-in cloud on this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sandbox seconds per second, when it is started</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>faults of the sandbox, when it is started</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>documented rate limits, when it is started</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>seed of the sandbox, when it is started</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>restic repository (default: RESTIC_REPOSITORY)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>run restic for browsing there, over SSH</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>private key for the machines</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the ssh program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the restic program on this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a machine nobody claims destroys itself after this (default 900)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>wait this long for destroys to be confirmed (default 180)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fields, &apos;-&apos; after one = descending</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>most offers to show (default 64)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on-demand, bid or reserved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>disk that is part of the price (default 5)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>without the vendor&apos;s default filters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>every snapshot; every machine of this home</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>latest, an id or its beginning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>restored first; may be repeated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>where the files go on the machine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>to the repository (default 32)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>run when the critical files are there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>machines at once (default 5)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>seconds before the next wave (default 10)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>(default 3)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>seconds until nobody ready is a failure (600)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>most dollars per hour, all racers together</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>most dollars for the race</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>docker image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>disk of each machine (default 40)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a machine without nvidia-smi may win</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stop after the win</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>destroy the winner too, at the end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an interrupt during the restore keeps the winner</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>only say what would be destroyed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what can be rented now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>race, then restore on the winner</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the repository, one row per tree</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>files of a snapshot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what changed between two snapshots</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>everything alive on the account</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>restore on a machine of this home</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>destroy machines of this home</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>destroy what a race left behind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the built-in cloud</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CreateJob</name>
    <message>
        <source>Cancelled before it was sent.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EnvironmentStore</name>
    <message>
        <source>The environment cannot be changed from here.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FirstStartPage</name>
    <message>
        <source>Welcome to SnapGPU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It races rented GPU machines, keeps the first that is ready and restores your workspace on it. To rent real machines it needs what is missing below; the sandbox needs nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Try the sandbox</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A cloud inside this computer with real ssh machines and a demo workspace; it costs nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Look again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: missing</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>GatedJob</name>
    <message>
        <source>%1 takes calls too slowly at the moment. Wait a minute and try again.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Home</name>
    <message>
        <source>The folder %1 cannot be made. Choose another one with --home, or make its parent writable.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder %1 cannot be written (%2). Free some space or choose another one with --home.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HttpJob</name>
    <message>
        <source>The address %1 is not an http or https address. Correct it in the settings or on the command line.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 announced an answer of %2 bytes; at most %3 are read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The answer of %1 is larger than %2 bytes and was not read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 sends callers on to %2, and the key does not follow. Set the provider&apos;s address to the new place if you trust it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>another place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was silent for too long. Check the network and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 refused the connection. Check the address and whether the service runs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name %1 cannot be resolved. Check the address and the network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The encrypted connection to %1 failed, so nothing was sent. Check the clock and the certificate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection to %1 was lost. Check the network and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 did not answer within %2 s. Check the network and try again.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LaneAxis</name>
    <message>
        <source>Time since the start of the race</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Racer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>wave %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LaneView</name>
    <message>
        <source>Racers</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LaunchPage</name>
    <message>
        <source>Filter of offers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for offers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Offers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset columns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for offers…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The cloud is asked for machines that match the line above.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No offer matches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No machine for rent fits every filter right now: take one of them out, or raise the price.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear all filters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The offers could not be loaded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A race is running.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The filter line has an error.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for offers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No offer to race.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The cap per hour allows no machine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 offers</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n ticked: only these race</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>updated %1 ago</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LaunchReporter</name>
    <message>
        <source>wave %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>created    %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>refused    %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no answer  %1, looking it up by its label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>answers    %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed     %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>destroyed  %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about %1 s left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>  you can work: the critical files are there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>  restored %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking at offers, credit and the snapshot…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting until every other machine is confirmed destroyed…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1  wave %2 of %3, %4 alive, %5 so far</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>  winner     %1, ready after %2 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>  restoring: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The winner is kept and goes on billing. Log in with:
  %1
Destroy it with:
  snapgpu-cli destroy %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LaunchSession</name>
    <message>
        <source>The account has no credit left (%1), so nothing was rented. Add credit at the provider and start again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No offer matches the filters now, so nothing was rented. Relax a filter and start again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the launch was asked to destroy it afterwards</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n machine(s) could not be confirmed destroyed: %1. They stay in the ledger; run &quot;snapgpu-cli sweep&quot; or leave SnapGPU open, and it goes on trying.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Stopped as you asked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stopped by you</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LedgerWatch</name>
    <message>
        <source>destroyed by hand</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ListJob</name>
    <message>
        <source>The machine list of vast.ai does not end. Nothing is concluded from it; try again.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Machine</name>
    <message>
        <source>sshd did not answer within %1 s</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Sandbox: no real money</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The cloud runs inside this computer; the machines are real, the prices are not paid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Launch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Race</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Snapshots</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no provider</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>closing when the last machine is confirmed gone…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no repository: only race</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reading the repository…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>repository not readable: only race</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>repository is empty: only race</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>machine: price per hour</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel the restore?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel the race?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All machines of this launch are destroyed, the winner too; they cost %1 so far.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel and destroy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Destroy %1?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It costs %1. Everything on it that is not in a snapshot is lost for ever.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Destroy the machine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop the race and quit?</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n machine(s) still cost money</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1 in all:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Destroy all and quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit, keep what I keep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit, go on at the next start</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MemoryStore</name>
    <message>
        <source>memory</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MoneyLine</name>
    <message numerus="yes">
        <source>%n machine(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>today %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reckoned from the prices of the offers; the provider&apos;s bill counts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n will not die</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>destroying %n</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>cloud does not answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing left behind</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NavRail</name>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message>
        <source>Close this notice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OfferTableModel</name>
    <message>
        <source>datacenter</source>
        <comment>kind of host</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>verified</source>
        <comment>kind of host</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unverified</source>
        <comment>kind of host</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 × %2, %3, %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, chosen for the race</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ticked offers race alone; with none ticked all that match may race</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GPU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model of the GPU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>N</source>
        <comment>number of GPUs</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number of GPUs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>VRAM GB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory of each GPU in gigabytes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the machine stands</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>$/h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>US dollars per hour with %1 GB of disk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rel. %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How often the host has been there, in percent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>↓ Mb/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Download speed in megabits per second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disk MB/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speed of the disk in megabytes per second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CUDA</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Newest CUDA version its driver runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Host</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who runs the machine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Machine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number of the physical machine; several offers may share one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chosen</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PlanPanel</name>
    <message>
        <source>&amp;Start race</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plan</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rent the machines and race them (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>one pattern per line, e.g. *.py</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>where the files came from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;napshot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore these f&amp;irst</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore in&amp;to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> GB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ima&amp;ge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Disk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>≤ $</source>
        <comment>prefix of a price cap</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no cap</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>/h</source>
        <comment>suffix of a price per hour</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many machines each wave starts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long to wait before the next wave</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many waves at most</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No machine is created that would lift the price of all together above this</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No machine is created once the race has cost this much</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At &amp;once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>N&amp;ext after</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Waves</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cap on $ per &amp;hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cap on the &amp;race</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Machines at most</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All alive at once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Worst cost of the race</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing, only race</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If nobody ever becomes ready: the dearest machines that match, each billed at its full rate with the disk, from the start of its wave until the race gives up after 10 minutes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Machines above the cap per hour are left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cut by the cap on the race.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>QObject</name>
    <message>
        <source>The keychain does not answer (%1). Unlock it, or set the environment variable instead.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>QueryLine</name>
    <message>
        <source>num_gpus=1 gpu_name in [RTX_4090,RTX_5090] dph&lt;1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Question</name>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RaceClock</name>
    <message>
        <source>Time since the start</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RaceLaneModel</name>
    <message>
        <source>%1: %2</source>
        <comment>state: reason</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Racer %1, wave %2, %3, %4, machine %5, %6, %7</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RacePage</name>
    <message numerus="yes">
        <source>%n launched</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n destroyed and confirmed</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n being destroyed</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n refused</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Cancel race</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy &amp;ssh</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open terminal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Destroy machine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No race yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A race starts several machines at once, keeps the first that is ready and destroys the others.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to Launch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>race cost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 won in %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checking credit, snapshot and offers…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Racing…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Cancel restore</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Race</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Race %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>wave %1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n alive</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RestoreBar</name>
    <message>
        <source>Restore in progress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restored %1 percent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>you can work · %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RestorePanel</name>
    <message>
        <source>Restore</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preparing the restore</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restoring what you need first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restoring the rest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verifying</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The restore failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The restore was cancelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n connection(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>about %1 left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 already there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>restic ran after %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>file: what is wrong</comment>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Runner</name>
    <message>
        <source>The command %1 has no code.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopping: every machine of this race is being destroyed. Press Ctrl+C again to leave at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sandbox runs at %1 (process %2).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sandbox is not running.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sandbox has stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use it like this: snapgpu-cli sandbox start|stop|status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>destroyed and confirmed: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n machine(s) could not be confirmed destroyed. %1</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n machine(s) destroyed; nothing is left behind.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>kept, stays:    %1 (%2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>would destroy:  %1 (%2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not a machine that this SnapGPU home started and that is still alive, so it was not touched. &quot;snapgpu-cli machines&quot; shows what there is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>destroyed by you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no machine %1 on this account. &quot;snapgpu-cli machines&quot; shows what there is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>restoring: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>you can work: the critical files are there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>restored %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The machine did not answer over SSH within %1 s. Is it running?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GPU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>N</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>VRAM GB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>$/h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rel. %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>down Mb/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>machine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>id        time                 times       size  host            paths</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n snapshot(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n different tree(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>provisioning</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n machine(s), %1/h</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Sandbox</name>
    <message>
        <source>The sandbox&apos;s state file was not written by this version.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sandbox cannot listen on port %1 of 127.0.0.1: %2. Choose another port with --port.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sandbox needs %1, which is not installed. Install it with: apt-get install %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sandbox cannot make its machines because bwrap may not create namespaces here (%1). Allow user namespaces (sysctl -w kernel.apparmor_restrict_unprivileged_userns=0), or in a container start it with --privileged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sandbox could not write %1 (%2). Free some space or choose another home.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>The language changes when SnapGPU starts again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Like the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the usual identity files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the system&apos;s terminal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Appearance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SSH &amp;key file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Terminal program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>API keys and passwords are never stored here; they come from the environment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SettingsStore</name>
    <message>
        <source>The settings in %1 cannot be read (%2); the defaults are used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The settings file was damaged; it is now %1 and the defaults are used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The repository address holds a password, and settings never do: take it out and set RESTIC_REST_USERNAME and RESTIC_REST_PASSWORD instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The settings could not be written to %1: %2.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SnapshotTableModel</name>
    <message numerus="yes">
        <source>%1, %n snapshot(s), %2, %3</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>How many snapshots hold exactly these files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Newest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Snapshots</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hosts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tags</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paths</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Id</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SnapshotsPage</name>
    <message>
        <source>&amp;Refresh</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Use in the plan</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter by host, tag, path or id</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter of snapshots</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the repository</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Snapshots</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Snapshots with these &amp;files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No repository yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name your restic repository in RESTIC_REPOSITORY and its password in RESTIC_PASSWORD, RESTIC_PASSWORD_FILE or RESTIC_PASSWORD_COMMAND, then start again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the repository…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The repository could not be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The repository is empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 holds no snapshot yet; make one with restic backup, then refresh.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No snapshot matches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No host, tag, path or id contains every word of the filter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Snapshot %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 in %2 files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paths: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hosts: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tags: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no repository</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n snapshot(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 shown</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SshAgentChannel</name>
    <message>
        <source>The connection to %1 was closed.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SshProbe</name>
    <message>
        <source>nvidia-smi on the machine did not answer within %1 s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The machine has %1 MB free on its disk, and %2 MB are needed. Ask for a larger disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The machine has no working GPU: nvidia-smi says &quot;%1&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Sweeper</name>
    <message numerus="yes">
        <source>%n machine(s) will not die; SnapGPU keeps trying. %1</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Destroying %n machine(s).</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Table</name>
    <message>
        <source>Copy rows</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Terminal</name>
    <message>
        <source>No terminal program was found: name yours in the settings, or copy the ssh command instead.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>VastProvider</name>
    <message>
        <source>“%1” is not a vast.ai instance number. Take it from the machine list.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no vast.ai API key. Set VAST_API_KEY or enter the key in the settings.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>snapgpu</name>
    <message>
        <source>A driver version has three numbers with dots between, not “%1”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 needs a number, not “%2”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 takes no list; write a range instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unknown field “%1”; it is sent all the same.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unknown field “%1”; it is sent all the same. Did you mean %2?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After “%1” a comparison such as &gt;= is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unknown operator “%1”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The value of “%1” cannot be blank.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” only makes sense with “=”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is not understood here; a field name is expected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Separate conditions by blanks only: num_gpus=1 dph&lt;=0.5</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed, destroyed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed, destroying</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>destroyed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>destroying</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>create</source>
        <comment>stage of a boot</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>host</source>
        <comment>stage of a boot</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>image</source>
        <comment>stage of a boot</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ssh</source>
        <comment>stage of a boot</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>check</source>
        <comment>stage of a boot</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>next</source>
        <comment>a racer that will be created now</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>creating</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>refused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>looking for it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>booting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>checking</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>winner</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ready in %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection to %1 was lost. What runs on the machine goes on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The agent on %1 ended by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The program &quot;%1&quot; could not be started. Install the OpenSSH client (package openssh-client).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The host key of %1 is not the one seen before, so SnapGPU does not log in there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 refuses the SSH key. Check that the private key in the settings belongs to the public key that was given to the machine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SSH at %1 does not answer yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 let SnapGPU in, but its shell ended before the agent could start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file %1 named by %2 cannot be read (%3). Correct the variable or the file&apos;s rights.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RESTIC_PASSWORD_COMMAND and RESTIC_PASSWORD_FILE exclude each other. Unset one of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The SSH key %1 cannot be read. Name another file with --ssh-key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The public half of the SSH key %1 is missing: there is no readable %1.pub, and ssh-keygen could not make it. Put the .pub file beside the key or name another key with --ssh-key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no SSH key in %1. Make one with &quot;ssh-keygen -t ed25519&quot;, or name one with --ssh-key.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>snapgpu::ChainWrite</name>
    <message>
        <source>There is no place to keep secrets.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>snapgpu::CommandJob</name>
    <message>
        <source>it did not end within 60 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is blank</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The command in RESTIC_PASSWORD_COMMAND gave no password: %1. Correct it and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it ended with %1 %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it printed nothing</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>snapgpu::Job</name>
    <message>
        <source>Cancelled.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>snapgpu::ReadJob</name>
    <message>
        <source>keychain</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>snapgpu::cli</name>
    <message>
        <source>There is no provider &quot;%1&quot; here; this version knows vast.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--sandbox and --vast-url exclude each other: the sandbox has its own address.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The filter is not understood at character %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--type is on-demand, bid or reserved, not &quot;%1&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--target is a folder on the machine and starts with &apos;/&apos;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--%1 means nothing to &quot;%2&quot;; it belongs to %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use it like this: snapgpu-cli %1 %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say which machines to destroy: ids, or --all.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say what to do; snapgpu-cli --help lists the commands.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no command &quot;%1&quot;; snapgpu-cli --help lists them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SnapGPU: races rented GPU machines and restores a workspace on the winner.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Commands:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Options:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Secrets come from the environment: VAST_API_KEY, RESTIC_PASSWORD (or _FILE, _COMMAND),
AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY. Never put them into arguments.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exit: 0 done, 2 usage, 3 nobody became ready, 4 key refused or no credit, 5 restore failed,
6 something could not be destroyed, 130 interrupted.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>snapgpu::cli::Reader</name>
    <message>
        <source>--%1 needs a number from %2 to %3, not &quot;%4&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>snapgpu::format</name>
    <message>
        <source>$%1</source>
        <comment>amount of US dollars</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1/h</source>
        <comment>dollars per hour</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1/s</source>
        <comment>bytes per second</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 s</source>
        <comment>seconds</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>just now</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n min ago</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n h ago</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) ago</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>yyyy-MM-dd HH:mm</source>
        <comment>date and time; see QDateTime::toString</comment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>snapgpu::json</name>
    <message>
        <source>The answer is larger than %1 bytes and was not read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The answer is nested deeper than %1 levels and was not read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The answer is not valid JSON.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>snapgpu::sandbox::BwrapHost</name>
    <message>
        <source>no port is free, or the machine&apos;s id is not a plain word</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>snapgpu::vast</name>
    <message>
        <source>vast.ai sent an answer that is not JSON. A proxy may stand in between; try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The answer of vast.ai lacks “%1”. Nothing is concluded from it; try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>vast.ai refused the API key%1. Check the key and its rights (instances and user data).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The vast.ai account has no credit left or may not spend faster%1. Add credit on its billing page.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The offer was taken by somebody else%1. Another one is tried.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>vast.ai asks for slower calls%1. SnapGPU waits and tries again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>vast.ai does not know what was asked for%1. Check the number or the provider&apos;s address.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>vast.ai has trouble of its own%1. Try again in a minute.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The host cannot run this machine%1. Another one is tried.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The image cannot be used%1. Choose another image.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>vast.ai did not answer in time%1. Try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>vast.ai answered in a way SnapGPU does not understand%1. Look for a newer SnapGPU.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>vast.ai refused the request%1. Correct the plan and try again.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
